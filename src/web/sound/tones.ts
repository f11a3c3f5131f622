// Short calm tones by WebAudio: level Ⅰ three notes, level Ⅱ two, soft at both ends. Decides nothing about when.

/** Level Ⅰ and Ⅱ alone have a sound. */
export type ToneLevel = 1 | 2

/** Hz, and the span between two notes in seconds: told apart by count and pitch, never by loudness. */
const NOTES: Readonly<Record<ToneLevel, readonly number[]>> = { 1: [784, 659, 784], 2: [523, 659] }
const APART_S = 0.24
const NOTE_S = 0.36
const SOFT_S = 0.03
/** Of full scale: heard at a desk, not in the next room. */
const LOUDNESS = 0.18

export interface Tones {
  /** False until the browser lets this page sound: it waits for the first press or key. */
  readonly ready: () => boolean
  /** Called within a press or key. */
  readonly unlock: () => Promise<boolean>
  readonly play: (level: ToneLevel) => void
  readonly close: () => void
}

export function createTones(open: () => AudioContext = () => new AudioContext()): Tones {
  let context: AudioContext | undefined
  return {
    ready: () => context?.state === 'running',
    async unlock() {
      try {
        context ??= open()
        if (context.state !== 'running') await context.resume()
      } catch {
        // No sound device: the desk works without.
      }
      return context?.state === 'running'
    },
    play(level) {
      if (context?.state !== 'running') return
      const from = context.currentTime
      NOTES[level].forEach((hz, n) => {
        if (context === undefined) return
        const at = from + n * APART_S
        const voice = context.createOscillator()
        const volume = context.createGain()
        voice.frequency.value = hz
        volume.gain.setValueAtTime(0, at)
        volume.gain.linearRampToValueAtTime(LOUDNESS, at + SOFT_S)
        volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S)
        voice.connect(volume).connect(context.destination)
        voice.start(at)
        voice.stop(at + NOTE_S)
      })
    },
    close: () => void context?.close(),
  }
}
