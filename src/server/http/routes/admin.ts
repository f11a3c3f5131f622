// The administrator's: accounts and gateways. He acts on no case.
import Type from 'typebox'
import { NewAccountSchema, NewGatewaySchema, paths } from '../../../wire/api.ts'
import { invalid } from '../../problems.ts'
import { ADMINISTRATOR, actorOf, requireRole } from '../access.ts'
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

export function adminRoutes(app: App, { accounts, reference }: HttpDeps): void {
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
      request.log.info({ by: actorOf(request).id, username: request.body.username }, 'account created')
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
      if (password !== undefined) await accounts.setPassword(username, password)
      if (disabled !== undefined) await accounts.setDisabled(username, disabled)
      request.log.info({ by: actorOf(request).id, username }, 'account changed')
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
      request.log.info({ by: actorOf(request).id, gateway }, 'gateway created')
      return reply.code(201).send({ gateway, secret })
    },
  )
}
