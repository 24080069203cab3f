import type { WordTable } from './word-table.ts';

/** What a refusal of the agent is in principle. */
export const zhProblems: WordTable = {
  unauthenticated: '未登录或密码错误',
  'not-permitted': '没有权限',
  'signature-needed': '需要签名',
  'not-found': '未找到',
  'method-not-allowed': '不允许的操作',
  conflict: '现在不能执行',
  'pool-exhausted': '号码已用尽',
  'too-large': '内容过大',
  'unsupported-media': '格式不支持',
  busy: '繁忙，请再试',
  malformed: '填写有误',
  'bad-parameter': '填写有误',
  fault: '代理程序故障',
};
