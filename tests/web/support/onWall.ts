// A part of a wall in the middle of one: sizes of a 1080p screen, hub time T0, everything current.
import { computed, defineComponent, h, shallowRef, type Component } from 'vue'
import type { VisitRules } from '../../../src/core/wall/visit.ts'
import type { IncidentRow } from '../../../src/wire/views.ts'
import { provideScene } from '../../../src/web/wall/scene.ts'
import { assumedGeometry, wallText } from '../../../src/web/wall/textSize.ts'
import { T0 } from '../../support/cases.ts'
import { openPage, type Page } from './page.ts'

export const text = wallText(assumedGeometry(1920), 1920)

export interface WallGiven {
  readonly rows: readonly IncidentRow[]
  /** Rules while visitors stand there. */
  readonly visit?: { readonly value: VisitRules | undefined }
}

export function onWall(part: Component, props: object, { rows, visit }: WallGiven): Promise<Page> {
  const Wall = defineComponent({
    setup() {
      provideScene({
        text: computed(() => text),
        now: shallowRef(T0),
        current: shallowRef(true),
        visit: computed(() => visit?.value),
      })
      return () => h(part, props)
    },
  })
  return openPage(Wall, { rows, user: { role: 'wall' } })
}
