// All phrases of one language: each `<feature>.zh.ts` exports `phrases`, reached as `<feature>.name`. Screens load the two parts apart.
import { phrases as first } from './zhFirst.ts'
import { phrases as brief } from './brief.zh.ts'
import { phrases as rest } from './zhRest.ts'
import { phrases as supervise } from './supervise.zh.ts'

export const phrases = { ...first, ...rest, brief, supervise }
