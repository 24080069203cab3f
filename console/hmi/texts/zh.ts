import { countedIn } from './counted.ts';
import type { Texts } from './en.ts';
import { zhAlarms } from './zh-alarms.ts';
import { zhDesk } from './zh-desk.ts';
import { zhLine } from './zh-line.ts';
import { zhProblems, zhRemedies } from './zh-problems.ts';
import { zhSiteAlarms } from './zh-site-alarms.ts';
import { zhStation } from './zh-station.ts';
import { zhWarehouse } from './zh-warehouse.ts';
import { zhWords } from './zh-words.ts';

const count = countedIn('zh-Hans');
const messages = (n: number) => count(n, { other: '条消息等待发送' });

export const zh: Texts = {
  ...{ line: zhLine, desk: zhDesk, station: zhStation, warehouse: zhWarehouse, words: zhWords },
  alarms: { ...zhSiteAlarms, ...zhAlarms },
  problems: zhProblems,
  remedies: zhRemedies,
  rooms: {
    line: '生产线',
    station: '工位',
    orders: '订单',
    held: '暂扣',
    batches: '批次',
    alarms: '报警',
    warehouse: '仓库',
    people: '人员',
  },
  roomsTitle: '功能区',
  skip: '跳到内容',
  site: (name) => `工厂 ${name}`,
  language: '语言',
  appearance: '外观',
  appearances: { system: '自动', light: '浅色', dark: '深色' },
  loading: '正在询问代理程序…',
  cancel: '取消',
  close: '关闭',
  goOn: '继续',
  none: '无',
  actions: '操作',
  roomFailed: '此部分无法显示。请重试；若仍失败，代理程序的版本可能与页面不同：请重新加载页面，然后重新登录。',
  tryAgain: '重试',
  loadAgain: '重新加载',
  more: (n) => `显示更多（${n}）`,
  noAnswer: '代理程序没有应答。',
  problemOf: (status) => `代理程序应答 ${status}。`,
  sessionOver: '您的会话已结束，请重新登录。',
  signInFirst: '请登录后查看。',
  mayNot: '您无权查看，请由有权限的人员登录。',
  cloud: {
    connected: (n) => `云端已连接，${messages(n)}`,
    away: (n) => `云端未连接，${messages(n)}`,
    awaySince: (when, n) => `自 ${when} 起无法连接云端，${messages(n)}`,
    greengrass: '经由 Greengrass',
    gathering: (n) => `已为下一条收集 ${count(n, { other: '箱' })}`,
    send: '立即发送',
    live: '实时',
    asked: '每秒查询',
  },
  person: {
    signIn: '登录',
    signOut: '退出',
    username: '用户名',
    password: '密码',
    yourPassword: '您的密码',
    wait: (names) => `${names} 设置了您的密码，尚无人为您担保：请他人担保后重新登录。`,
    choose: '请设置您自己的密码（至少 10 个字符）',
    wasSet: (names) => `${names} 为您设置了密码。在您设置自己的密码之前，无法进行任何操作。`,
    passwordSet: '为您设置的密码',
    newPassword: '新密码',
    setPassword: '设置密码',
    chosen: '现在请另一位看到您设置密码的人员（班长、质量保证或工程师）为您担保，然后重新登录。',
    sign: '签名',
    signing: (meaning) => `签名：${meaning}`,
    reason: (what) => `${what}（10 至 1000 个字符）`,
    why: '原因',
    another: '现在登录的是另一位人员：之前填写的内容未执行。',
  },
};
