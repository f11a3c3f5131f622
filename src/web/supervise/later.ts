// The pen and the marks of progress for other pages: fetched when they are shown, with the phrases they speak.
import { defineAsyncComponent, type Component } from 'vue'
import { loadSupervisePhrases } from '../i18n/i18n.ts'

const later = <C extends Component>(load: () => Promise<{ default: C }>): C =>
  defineAsyncComponent(async () => {
    const [part] = await Promise.all([load(), loadSupervisePhrases()])
    return part
  }) as unknown as C

/** «批示» for those whose word is an instruction; nothing for the others. Opens the box by itself. */
export const InstructionPen = later(() => import('./InstructionPen.vue'))
/** The box alone, for pages with a button of their own. */
export const InstructionBox = later(() => import('./InstructionBox.vue'))
/** What became of what was written here. */
export const SupervisionMarks = later(() => import('./SupervisionMarks.vue'))
