// Cameras that the reader may see. Their pictures and streams have addresses of the hub's own (wire/cameras.ts).
import { CameraListSchema, cameraPaths, type CameraRow } from '../../wire/cameras.ts'
import { get } from './client.ts'

/** `GET /api/cameras` */
export const getCameras = (): Promise<CameraRow[]> => get(cameraPaths.cameras, CameraListSchema)
