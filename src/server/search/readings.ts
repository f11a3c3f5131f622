// Reads a city's own readings and says what is wrong with them. A city without the file has none.
import { ReadingsSchema, type Readings } from '../../wire/reference/readings.ts'
import { readBesides } from '../reference/besides.ts'

/** Throws a BadReferenceError that names every entry that does not stand. */
export async function readReadings(folder: string): Promise<Readings> {
  const read = await readBesides(folder, 'readings.json', ReadingsSchema, (readings, note) => {
    for (const [name, said] of Object.entries(readings))
      if ([...name].length !== said.split(' ').length)
        note(`/${name}`, '音节数与字数不符', 'as many syllables as characters are needed')
  })
  return read ?? {}
}
