// Words of a wall that waits to be let in: both languages at once, since nobody has chosen one there.
import { say } from '../../../wire/words.ts'

export const PAIR_WORDS = {
  title: say('此大屏等待配对', 'This wall waits to be paired'),
  how: say(
    '请值班长在“大屏管理”页输入此配对码并命名，批准后自动进入。',
    'The duty chief enters this code on the page “Walls” and gives it a name; it goes on by itself then.',
  ),
  renewed: say('到时自动更换', 'renewed by itself'),
  signIn: say('用账号登录', 'Sign in with an account'),
} as const
