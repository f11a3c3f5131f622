// Phrases of the sign-in page.
import type { Phrases } from './i18n.ts'

export const phrases: Phrases = {
  title: 'Sign in',
  heading: 'Sign in to city operations',
  hint: 'Accounts are made by an administrator. Demo accounts are in the start window.',
  username: 'Account',
  password: 'Password',
  submit: 'Sign in',
  wall: 'Use this screen as a wall',
  wait: 'Try again in {seconds} s',
}
