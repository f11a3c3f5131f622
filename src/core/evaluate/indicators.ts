// The indicators of evaluation 考核指标: what belongs to each and what of it counts, beside its words and its source.
// Formulas follow CJ/T 292-2008 and GB/T 30428.4-2016 as handed down (domain notes): where a denominator was not certain, it is
// chosen here and said so. `mem`: from memory, to be checked against the standard; `local`: one city's or vendor's practice.
import type { Rating } from '../incident/types.ts'
import { RATINGS } from '../incident/types.ts'
import type { Text } from '../text.ts'
import type { Facts, ObligationStage } from './types.ts'

export type EvaluatedObject = 'department' | 'area' | 'post'

export interface CountRules {
  /** The mildest rating that counts as satisfied. */
  readonly satisfiedFrom: Rating
}

export interface IndicatorRule {
  readonly id: string
  readonly name: Text
  /** Numerator over denominator in words, as counted here. */
  readonly formula: Text
  readonly source: string
  readonly better: 'higher' | 'lower'
  readonly unit: 'share' | 'duration'
  readonly objects: readonly EvaluatedObject[]
  readonly stage: ObligationStage
  /** In the denominator. */
  readonly of: (facts: Facts) => boolean
  /** In the numerator; durations count what they sum up. */
  readonly counts: (facts: Facts, rules: CountRules) => boolean
}

const text = (zh: string, en: string): Text => ({ zh, en })
const PARTIES = ['department', 'area'] as const
const POST = ['post'] as const
const PLACE_AND_POST = ['area', 'post'] as const

const owed = (f: Facts): boolean => f.owed
const done = (f: Facts): boolean => f.outcome === 'done'
const inTime = (f: Facts): boolean => done(f) && !f.late
const endedDone = (f: Facts): boolean => f.ended && done(f)
const asked = (f: Facts): boolean => endedDone(f) && !f.excluded

const VENDOR = '悟能案件与人员指标枚举（local：厂商口径）'
const JINNIU = '成都市金牛区数字城管体征规则；悟能指标枚举（local）'

/** In the order in which they are shown. */
export const INDICATORS: readonly IndicatorRule[] = [
  {
    id: 'handled',
    name: text('处置率', 'Handled'),
    formula: text(
      '截至期末已处置数 ÷ 应处置数（最终处置期限落在本期的主办任务，含结转和挂账到期的；期限前回退或强制结案的不计）',
      'disposals done by the end of the period ÷ disposals due (lead orders whose final deadline lies in the period, carried over and suspended ones included; not those returned or ended by a leader before their deadline)',
    ),
    source: JINNIU,
    better: 'higher',
    unit: 'share',
    objects: PARTIES,
    stage: 'handle',
    of: owed,
    counts: done,
  },
  {
    id: 'handledOnTime',
    name: text('按期处置率', 'Handled on time'),
    formula: text(
      '按期处置数（含超时申诉获准的）÷ 应处置数',
      'disposals done by their deadline (late ones with a granted appeal included) ÷ disposals due',
    ),
    source: JINNIU,
    better: 'higher',
    unit: 'share',
    objects: PARTIES,
    stage: 'handle',
    of: owed,
    counts: (f) => done(f) && (!f.late || f.exempt),
  },
  {
    id: 'overdueHandled',
    name: text('超期处置率', 'Handled late'),
    formula: text(
      '超期处置数（申诉获准的除外）÷ 应处置数',
      'disposals done after their deadline (without a granted appeal) ÷ disposals due',
    ),
    source: '悟能指标枚举，原文标注分母待确认，此处取应处置数（local）',
    better: 'lower',
    unit: 'share',
    objects: PARTIES,
    stage: 'handle',
    of: owed,
    counts: (f) => done(f) && f.late && !f.exempt,
  },
  {
    id: 'overdueOpen',
    name: text('超期待处置率', 'Overdue and open'),
    formula: text(
      '截至期末超期未处置数 ÷ 应处置数',
      'disposals due and not done by the end of the period ÷ disposals due',
    ),
    source: '成都市金牛区数字城管体征规则（local）',
    better: 'lower',
    unit: 'share',
    objects: PARTIES,
    stage: 'handle',
    of: owed,
    counts: (f) => !done(f),
  },
  {
    id: 'extended',
    name: text('延期率', 'Extended'),
    formula: text('获准延期数 ÷ 应处置数', 'disposals with a granted extension ÷ disposals due'),
    source: '成都市金牛区数字城管体征规则（local）',
    better: 'lower',
    unit: 'share',
    objects: PARTIES,
    stage: 'handle',
    of: owed,
    counts: (f) => f.extended,
  },
  {
    id: 'reworked',
    name: text('返工率', 'Reworked'),
    formula: text(
      '其中曾返工数 ÷ 应结案数（总时限落在本期的案卷，归最后主办部门）',
      'of these, sent back to be done again at least once ÷ cases due to be closed (total deadline in the period; counted for the last lead)',
    ),
    source: '成都市金牛区数字城管体征规则（local）',
    better: 'lower',
    unit: 'share',
    objects: PARTIES,
    stage: 'close',
    of: owed,
    counts: (f) => f.reworked,
  },
  {
    id: 'returned',
    name: text('回退率', 'Returned'),
    formula: text(
      '截至期末被部门回退数 ÷ 本期派遣数',
      'of these, returned by the end of the period ÷ orders dispatched in the period',
    ),
    source: '凭记忆，待核对（mem）',
    better: 'lower',
    unit: 'share',
    objects: PARTIES,
    stage: 'handle',
    of: (f) => f.begun,
    counts: (f) => f.outcome === 'returned',
  },
  {
    id: 'meanHandling',
    name: text('平均处置时长', 'Mean handling time'),
    formula: text(
      'Σ（处置反馈 − 派遣）÷ 应处置数中已处置数，按各案处置时限的同一计时口径（工作时、工作日等，挂账期间不计）',
      'sum of (confirmed − dispatched) ÷ disposals done of those due, each in its own limit’s time (working hours or days; suspensions left out)',
    ),
    source: VENDOR,
    better: 'lower',
    unit: 'duration',
    objects: PARTIES,
    stage: 'handle',
    of: (f) => f.owed && done(f),
    counts: () => true,
  },
  {
    id: 'assisted',
    name: text('协办按期完成率', 'Assisting orders on time'),
    formula: text(
      '主办期限内完成的协办任务数 ÷ 期限落在本期的协办任务数（与主办分开计）',
      'assisting orders finished by the lead’s deadline ÷ assisting orders with their deadline in the period (apart from leading)',
    ),
    source: '本项目自定：协办与主办分计（local）',
    better: 'higher',
    unit: 'share',
    objects: PARTIES,
    stage: 'assist',
    of: owed,
    counts: inTime,
  },
  {
    id: 'closed',
    name: text('结案率', 'Closed'),
    formula: text(
      '截至期末结案数 ÷ 应结案数（总时限落在本期；强制结案不算结案）',
      'cases closed by the end of the period ÷ cases due to be closed (a leader’s forced ending is no closure)',
    ),
    source: VENDOR,
    better: 'higher',
    unit: 'share',
    objects: PARTIES,
    stage: 'close',
    of: owed,
    counts: done,
  },
  {
    id: 'closedOnTime',
    name: text('按期结案率', 'Closed on time'),
    formula: text('总时限内结案数 ÷ 应结案数', 'cases closed by their total deadline ÷ cases due to be closed'),
    source: VENDOR,
    better: 'higher',
    unit: 'share',
    objects: PARTIES,
    stage: 'close',
    of: owed,
    counts: inTime,
  },
  {
    id: 'closedLate',
    name: text('超期结案率', 'Closed late'),
    formula: text('超过总时限结案数 ÷ 应结案数', 'cases closed after their total deadline ÷ cases due to be closed'),
    source: VENDOR,
    better: 'lower',
    unit: 'share',
    objects: PARTIES,
    stage: 'close',
    of: owed,
    counts: (f) => done(f) && f.late,
  },
  {
    id: 'responded',
    name: text('响应率', 'Responded'),
    formula: text(
      '规定时限内联系到诉求人数 ÷ 响应期限落在本期且未剔除的可联系案卷数',
      'callers reached within the limit ÷ callable cases whose response deadline lies in the period, excluded ones left out',
    ),
    source: '接诉即办“三率”：规定时限内联系诉求人件数 ÷ 应响应件数；权重由城市自定（local）',
    better: 'higher',
    unit: 'share',
    objects: PARTIES,
    stage: 'respond',
    of: (f) => f.owed && !f.excluded,
    counts: inTime,
  },
  {
    id: 'solved',
    name: text('解决率', 'Solved'),
    formula: text(
      '诉求人认可解决数 ÷ 本期回访接通且未剔除的案卷数',
      'callers who say it is solved ÷ callers reached by call-back in the period, excluded cases left out',
    ),
    source: '接诉即办“三率”：诉求人回访认可解决件数 ÷ 纳入考核件数（local）',
    better: 'higher',
    unit: 'share',
    objects: PARTIES,
    stage: 'callBack',
    of: asked,
    counts: (f) => f.solved === true,
  },
  {
    id: 'satisfied',
    name: text('满意率', 'Satisfied'),
    formula: text(
      '评价达到满意起算档的数 ÷ 本期回访接通且未剔除的案卷数',
      'ratings that count as satisfied ÷ callers reached by call-back in the period, excluded cases left out',
    ),
    source: '满意起算档由城市定（desk.json 的 satisfiedFrom）；公式凭记忆，待核对（mem）',
    better: 'higher',
    unit: 'share',
    objects: PARTIES,
    stage: 'callBack',
    of: (f) => asked(f) && f.rating !== undefined,
    counts: (f, { satisfiedFrom }) =>
      f.rating !== undefined && RATINGS.indexOf(f.rating) <= RATINGS.indexOf(satisfiedFrom),
  },
  {
    id: 'reportsValid',
    name: text('有效上报率', 'Valid reports'),
    formula: text(
      '其中截至期末已立案数 ÷ 本期上报数（并入他案的不计）',
      'of these, filed by the end of the period ÷ reports of the period (merged ones left out)',
    ),
    source: VENDOR,
    better: 'higher',
    unit: 'share',
    objects: PLACE_AND_POST,
    stage: 'report',
    of: (f) => f.begun && f.outcome !== 'merged',
    counts: done,
  },
  {
    id: 'verifiedOnTime',
    name: text('按期核实率', 'Verified on time'),
    formula: text(
      '按期核实数 ÷ 应核实数（核实无单独时限，随立案时限，期限落在本期）',
      'verifications by their deadline ÷ verifications due in the period (they share the filing limit)',
    ),
    source: VENDOR,
    better: 'higher',
    unit: 'share',
    objects: POST,
    stage: 'verify',
    of: owed,
    counts: inTime,
  },
  {
    id: 'filedRate',
    name: text('立案率', 'Filed'),
    formula: text(
      '立案数 ÷ 受理数（分母取本期已作出立案、不予立案或作废决定的数，不是上报数）',
      'filed ÷ reports decided in the period (filed, refused or cancelled; not all reports)',
    ),
    source: '凭记忆，悟能标注“待现场确认分母”，此处取受理数（mem）',
    better: 'higher',
    unit: 'share',
    objects: PLACE_AND_POST,
    stage: 'filing',
    of: (f) => f.ended && (done(f) || f.outcome === 'refused' || f.outcome === 'cancelled'),
    counts: done,
  },
  {
    id: 'filedOnTime',
    name: text('按时立案率', 'Filed on time'),
    formula: text('按时立案数 ÷ 本期立案数', 'filed by the deadline ÷ filed in the period'),
    source: VENDOR,
    better: 'higher',
    unit: 'share',
    objects: PLACE_AND_POST,
    stage: 'filing',
    of: endedDone,
    counts: inTime,
  },
  {
    id: 'filedAccurately',
    name: text('准确立案率', 'Filed accurately'),
    formula: text(
      '未被退回受理员重新立案的立案数 ÷ 本期立案数',
      'filings never returned to the acceptor to be filed anew ÷ filed in the period',
    ),
    source: VENDOR,
    better: 'higher',
    unit: 'share',
    objects: PLACE_AND_POST,
    stage: 'filing',
    of: endedDone,
    counts: (f) => !f.returned,
  },
  {
    id: 'dispatchedOnTime',
    name: text('按时派遣率', 'Dispatched on time'),
    formula: text(
      '按时派遣数 ÷ 应派遣数（派遣期限落在本期）',
      'dispatched by the deadline ÷ dispatches due in the period',
    ),
    source: VENDOR,
    better: 'higher',
    unit: 'share',
    objects: PLACE_AND_POST,
    stage: 'dispatch',
    of: owed,
    counts: inTime,
  },
  {
    id: 'dispatchedAccurately',
    name: text('派遣准确率', 'Dispatched accurately'),
    formula: text(
      '已派遣且未被部门以非本单位回退的数 ÷ 应派遣数',
      'dispatched and not returned by the department as not its own ÷ dispatches due in the period',
    ),
    source: VENDOR,
    better: 'higher',
    unit: 'share',
    objects: PLACE_AND_POST,
    stage: 'dispatch',
    of: owed,
    counts: (f) => done(f) && !f.returned,
  },
  {
    id: 'checkedOnTime',
    name: text('按期核查率', 'Checked on time'),
    formula: text('按期核查数 ÷ 应核查数（核查期限落在本期）', 'checked by the deadline ÷ checks due in the period'),
    source: VENDOR,
    better: 'higher',
    unit: 'share',
    objects: PLACE_AND_POST,
    stage: 'check',
    of: owed,
    counts: inTime,
  },
]

const BY_ID = new Map(INDICATORS.map((one) => [one.id, one]))
/** The row of an indicator; undefined: there is none of that name. */
export const indicatorOf = (id: string): IndicatorRule | undefined => BY_ID.get(id)

/** Those told of an object, in the order of the table. */
export const indicatorsFor = (object: EvaluatedObject): readonly IndicatorRule[] =>
  INDICATORS.filter((one) => one.objects.includes(object))
