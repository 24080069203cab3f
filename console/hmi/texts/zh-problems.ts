import type { ProblemWords } from './problem-words.ts';
import type { WordTable } from './word-table.ts';

/** What a refusal of the agent is in principle. */
const words: ProblemWords = {
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
  unsupported: '不支持',
  fault: '代理程序故障',
};
export const zhProblems: WordTable = words;

/** What to do instead of calling the agent's API. */
export const zhRemedies: WordTable = {
  unauthenticated: '请登录。',
  'not-permitted': '请重新登录：设置您自己的密码，或请他人为您担保。',
  'signature-needed': '请说明并签名，其余的随后确认。',
  conflict: '请查看当前的情况。',
};
