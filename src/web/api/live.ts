// Snapshots that live views start from, unchecked here: live/route.ts owns the schemas of everything live.
import { paths } from '../../wire/api.ts'
import type { SideViewName, ViewName } from '../../wire/topics.ts'
import { getFile } from './client.ts'

export const getSnapshot = (view: ViewName | SideViewName): Promise<unknown> => getFile(paths.snapshot(view))
