// Passwords of the demo accounts: made once, kept beside the data so that a second start prints the same.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { readablePassword } from './password.ts'

async function readPasswords(file: string): Promise<Map<string, string>> {
  try {
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof kept !== 'object' || kept === null) return new Map()
    return new Map(Object.entries(kept).filter((e): e is [string, string] => typeof e[1] === 'string'))
  } catch {
    // Absent or unreadable: new ones are made and the accounts are given them.
    return new Map()
  }
}

/** Passwords for all `usernames`; missing ones are made and the file is written anew, readable by its owner alone. */
export async function writeDemoPasswords(file: string, usernames: readonly string[]): Promise<Map<string, string>> {
  const passwords = await readPasswords(file)
  const missing = usernames.filter((username) => !passwords.has(username))
  if (missing.length > 0) {
    for (const username of missing) passwords.set(username, readablePassword())
    await mkdir(dirname(file), { recursive: true })
    await writeFile(`${file}.new`, `${JSON.stringify(Object.fromEntries(passwords), null, 2)}\n`, { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
  return passwords
}
