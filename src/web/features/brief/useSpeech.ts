// Reads sentences aloud with the browser's own voice, one after the other. No voice of the language: not `able`.
import { onScopeDispose, readonly, shallowRef, computed } from 'vue'
import { locale } from '../../i18n/i18n.ts'

export interface Said {
  readonly id: string
  readonly text: string
}

const synth = (): SpeechSynthesis | undefined => ('speechSynthesis' in window ? window.speechSynthesis : undefined)

export function useSpeech() {
  const voices = shallowRef<readonly SpeechSynthesisVoice[]>(synth()?.getVoices() ?? [])
  /** Statement that is being read. */
  const at = shallowRef<string>()
  let run = 0

  /** Browsers name their voices late. */
  const meet = (): void => void (voices.value = synth()?.getVoices() ?? [])
  synth()?.addEventListener?.('voiceschanged', meet)

  const voice = computed(() => {
    const tag = locale.value === 'zh' ? /^(zh|cmn)\b/i : /^en\b/i
    const own = voices.value.filter((v) => tag.test(v.lang.replace('_', '-')))
    return own.find((v) => /^(zh-CN|cmn-Hans|en-GB)/i.test(v.lang)) ?? own[0]
  })

  function stop(): void {
    run++
    at.value = undefined
    synth()?.cancel()
  }
  /** One utterance a sentence: browsers cut long ones short. */
  async function read(sentences: readonly Said[]): Promise<void> {
    stop()
    const [mine, lang, by] = [run, locale.value, voice.value]
    at.value = sentences[0]?.id
    const { spoken } = await import('./speech.ts')
    const next = (n: number): void => {
      const one = sentences[n]
      if (mine !== run) return
      at.value = one?.id
      if (one === undefined || by === undefined) return
      const words = new SpeechSynthesisUtterance(spoken(one.text, lang))
      words.voice = by
      words.lang = by.lang
      words.rate = 1
      words.onend = () => next(n + 1)
      words.onerror = () => (mine === run ? stop() : undefined)
      synth()?.speak(words)
    }
    next(0)
  }
  onScopeDispose(() => {
    synth()?.removeEventListener?.('voiceschanged', meet)
    stop()
  })
  return { able: computed(() => voice.value !== undefined), at: readonly(at), read, stop }
}
