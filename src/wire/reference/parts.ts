// What the shapes of reference data share: ids, area codes, and no fields beyond the named ones.
import Type from 'typebox'

/** Fields beyond the named ones are mistakes in a file, not news. */
export const strict = { additionalProperties: false }
/** Id of an entry of reference data. */
export const Id = Type.String({ pattern: '^[A-Za-z0-9@._-]+$', maxLength: 64 })
/** Six digits of a county-level area, three more each for street, community and unit grid. */
export const AreaCodeSchema = Type.String({ pattern: '^\\d{6}(\\d{3}){0,3}$' })
