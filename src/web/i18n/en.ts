// All phrases of one language: each `<feature>.en.ts` exports `phrases`, reached as `<feature>.name`. Screens load the two parts apart.
import { phrases as first } from './enFirst.ts'
import { phrases as brief } from './brief.en.ts'
import { phrases as rest } from './enRest.ts'
import { phrases as supervise } from './supervise.en.ts'

export const phrases = { ...first, ...rest, brief, supervise }
