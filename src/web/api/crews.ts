// Crews of a department over HTTP: the list, and one entered or changed by its own department.
import Type from 'typebox'
import { paths } from '../../wire/api.ts'
import { CrewSchema, type Crew, type CrewInput } from '../../wire/desk.ts'
import { get, send } from './client.ts'

/** `GET /api/crews?department=`: those in use and those kept for the record, by name. */
export const getCrews = (department: string): Promise<readonly Crew[]> =>
  get(paths.crews, Type.Array(CrewSchema), { department })
/** All that the caller may read: a department its own, the desk everybody's. */
export const getAllCrews = (): Promise<readonly Crew[]> => get(paths.crews, Type.Array(CrewSchema))
/** `PUT /api/crews/:id`: enters a crew under an id made by the caller, or changes the one that has it. */
export const putCrew = (id: string, crew: CrewInput): Promise<Crew> => send('PUT', paths.crew(id), crew, CrewSchema)
