// Health of feeds and the bounded sample of what they sent that did not fit.
import Type, { type Static } from 'typebox'
import { RejectRowSchema, paths } from '../../wire/api.ts'
import { FeedStatusSchema, type FeedStatus } from '../../wire/views.ts'
import { get } from './client.ts'

export type RejectRow = Static<typeof RejectRowSchema>
export const getFeeds = (): Promise<FeedStatus[]> => get(paths.feeds, Type.Array(FeedStatusSchema))
export const getRejects = (feed: string): Promise<RejectRow[]> => get(paths.rejects(feed), Type.Array(RejectRowSchema))
