// The administrator's: accounts and gateways. He acts on no case.
import Type from 'typebox'
import { NewAccountSchema, NewGatewaySchema, paths } from '../../../wire/api.ts'
import { invalid } from '../../problems.ts'
import { ADMINISTRATOR, actorOf, requireRole } from '../access.ts'
import { askedBy } from '../audit.ts'
import type { HttpDeps } from '../deps.ts'
import { type App, NoBody } from '../provider.ts'

const AccountRow = Type.Object({
  username: Type.String(),
  name: Type.String(),
  role: Type.String(),
  department: Type.Optional(Type.String()),
  demo: Type.Boolean(),
  disabled: Type.Boolean(),
  createdAt: Type.Integer(),
})
const GatewayRow = Type.Object({ gateway: Type.String(), createdAt: Type.Integer() })
const AccountChange = Type.Object(
  {
    password: Type.Optional(Type.String({ minLength: 10, maxLength: 256 })),
    disabled: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

export function adminRoutes(app: App, { accounts, audit, reference }: HttpDeps): void {
  const admin = requireRole(ADMINISTRATOR)
  app.get(
    paths.accounts,
    { ...admin, schema: { tags: ['accounts'], response: { 200: Type.Array(AccountRow) } } },
    async () => [...(await accounts.listAccounts())],
  )
  app.post(
    paths.accounts,
    { ...admin, schema: { tags: ['accounts'], body: NewAccountSchema, response: { 204: NoBody } } },
    async (request, reply) => {
      const { department } = request.body
      if (department !== undefined && !reference.departments.has(department))
        throw invalid('/department', { zh: '没有这个部门', en: 'There is no such department' })
      await accounts.createAccount(request.body)
      const { username, name, role } = request.body
      await audit.write({
        ...askedBy(request),
        kind: 'account',
        subject: username,
        ok: true,
        text: {
          zh: `新建账号 ${name}（${role}${department === undefined ? '' : `，${department}`}）`,
          en: `Account made: ${name} (${role}${department === undefined ? '' : `, ${department}`})`,
        },
      })
      return reply.code(204).send()
    },
  )
  app.patch(
    '/api/accounts/:username',
    {
      ...admin,
      schema: {
        tags: ['accounts'],
        params: Type.Object({ username: Type.String() }),
        body: AccountChange,
        response: { 204: NoBody },
      },
    },
    async (request, reply) => {
      const { username } = request.params
      const { password, disabled } = request.body
      if (disabled === true && username === actorOf(request).id)
        throw invalid('/disabled', { zh: '不能停用自己的账号', en: 'You cannot disable your own account' })
      const line = { ...askedBy(request), kind: 'account', subject: username, ok: true } as const
      if (password !== undefined) {
        await accounts.setPassword(username, password)
        await audit.write({ ...line, text: { zh: '重设密码', en: 'Password set anew' } })
      }
      if (disabled !== undefined) {
        await accounts.setDisabled(username, disabled)
        await audit.write({
          ...line,
          text: disabled ? { zh: '停用账号', en: 'Account disabled' } : { zh: '启用账号', en: 'Account enabled' },
        })
      }
      return reply.code(204).send()
    },
  )
  app.get(
    paths.gateways,
    { ...admin, schema: { tags: ['gateways'], response: { 200: Type.Array(GatewayRow) } } },
    async () => (await accounts.listGateways()).map(({ name, createdAt }) => ({ gateway: name, createdAt })),
  )
  app.post(
    paths.gateways,
    {
      ...admin,
      schema: {
        tags: ['gateways'],
        body: NewGatewaySchema,
        response: { 201: Type.Object({ gateway: Type.String(), secret: Type.String() }) },
      },
    },
    async (request, reply) => {
      const { gateway } = request.body
      const secret = await accounts.createGateway(gateway)
      await audit.write({
        ...askedBy(request),
        kind: 'gateway',
        subject: gateway,
        ok: true,
        text: { zh: '新建网关，密钥已显示一次', en: 'Gateway made, its secret shown once' },
      })
      return reply.code(201).send({ gateway, secret })
    },
  )
}
