// Our own lint rules: arrows between rooms, and texts with one home. The tables are in arrows.ts and literals.ts.
import { relative, sep } from 'node:path'
import type { ESLint, Rule } from 'eslint'
import { forbidden } from './arrows.ts'
import { misplaced } from './literals.ts'

const pathIn = (context: Rule.RuleContext): string => relative(context.cwd, context.filename).split(sep).join('/')

const arrows: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{why}}' } },
  create(context) {
    const path = pathIn(context)
    const check = (source: unknown, node: Rule.Node): void => {
      const specifier = (source as { readonly value?: unknown } | null | undefined)?.value
      const why = typeof specifier === 'string' ? forbidden(path, specifier) : undefined
      if (why !== undefined) context.report({ node, messageId: 'forbidden', data: { why } })
    }
    return {
      ImportDeclaration: (node) => check(node.source, node),
      ExportNamedDeclaration: (node) => check(node.source, node),
      ExportAllDeclaration: (node) => check(node.source, node),
      ImportExpression: (node) => check(node.source, node),
    }
  },
}

const literals: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], messages: { misplaced: '{{why}}' } },
  create(context) {
    const path = pathIn(context)
    const check = (text: unknown, node: Rule.Node): void => {
      const kept = typeof text === 'string' ? misplaced(path, text) : undefined
      if (kept !== undefined) context.report({ node, messageId: 'misplaced', data: { why: kept.why } })
    }
    return {
      Literal: (node) => check(node.value, node),
      TemplateElement: (node) => check(node.value.raw, node),
    }
  },
}

export const plugin: ESLint.Plugin = { meta: { name: 'yiwang' }, rules: { arrows, literals } }
