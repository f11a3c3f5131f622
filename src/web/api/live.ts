// Snapshots that live views start from, unchecked here: live/route.ts owns the schemas of everything live.
import { paths } from '../../wire/api.ts'
import type { ViewName } from '../../wire/topics.ts'
import { getFile } from './client.ts'

export const getSnapshot = (view: ViewName): Promise<unknown> => getFile(paths.snapshot(view))
