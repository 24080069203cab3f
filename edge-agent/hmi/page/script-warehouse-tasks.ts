/** What can be done with a scanner: for each task what it needs, what it says to do next, and what came of it. */
export const warehouseTasks = `
const short = (epc) => { try { return decodeURIComponent(epc.split('/').slice(4).join(' ')); } catch { return epc; } };
// What the agent says names things by their links; people know the numbers.
const plainly = (text) => (text ?? '').replaceAll(/https:\\/\\/id\\.gs1\\.org\\/[^\\s,;]*[^\\s,;.:)]/g, (link) => site.places.find((one) => one.link === link)?.name ?? short(link));
const tell = (text) => say(plainly(text));
const count = (word, list) => list && list.length ? [word + ': ' + list.map(short).join(', ')] : [];
const relabel = (a) => count('need another label, see Label', a.relabel);
// Whoever works while the repository is away knows by it what he cannot know.
const ageOf = (a) => a.recallsAsOf && Date.now() - Date.parse(a.recallsAsOf) > 600000 ? ['recalls as they were at ' + new Date(a.recallsAsOf).toLocaleString()] : [];
const tasks = {
  receive: { title: 'Receive', order: 'receipt', flags: { last: 'Nothing more comes' }, marks: 'damaged',
    done: (a) => ['received: ' + (a.arrived.length + a.surplus.length), ...count('missing', a.missing), ...count('surplus, in quarantine', a.surplus),
      ...count('damaged, in quarantine', a.damaged), ...count('not verified, may not be shipped', a.unverified), ...count('PERHAPS FALSIFIED, in quarantine', a.suspected), ...count('RECALLED, may not be shipped', a.recalled)] },
  'put-away': { title: 'Put away', place: true, done: (a) => ['put away: ' + a.stored.length] },
  pick: { title: 'Pick', order: 'shipment', proposes: true,
    done: (a) => [...a.lines.map((line) => line.gtin + ': ' + line.picked + ' of ' + line.quantity + ' packs picked'), ...relabel(a)] },
  unpack: { title: 'Open', container: true, reason: 'Why it is opened', done: (a) => ['taken out: ' + a.out.length + ', left in it: ' + a.left, ...relabel(a)] },
  pack: { title: 'Pack', flags: { mixed: 'Several products or lots' },
    done: (a) => [a.printed ? 'The label is printed.' : 'The label is not printed: print it again.', short(a.container) + ', ' + a.packs + ' packs', ...relabel(a)] },
  label: { title: 'Label' },
  ship: { title: 'Ship', order: 'shipment', flags: { partial: 'Less than was ordered' },
    done: (a) => ['shipped: ' + a.goods.length + ', notice ' + a.advice] },
  'take-back': { title: 'Take back', reason: 'Why it came back', done: (a) => a.returned.map((one) => short(one.epc) + ': ' + one.verified) },
  hold: { title: 'Quarantine', signs: 'goods go into quarantine', done: (a) => ['in quarantine: ' + a.held.length,
      ...a.suspects.map((one) => 'perhaps falsified, for quality assurance to judge: ' + short(one.epc) + ' says ' + one.says + '; known: ' + one.known)] },
  release: { title: 'Release', signs: 'goods are released from quarantine', done: (a) => ['released: ' + a.released.length] },
  destroy: { title: 'Destroy', signs: 'goods are destroyed', done: (a) => ['destroyed: ' + a.destroyed.length] },
  suspects: { title: 'Suspects', right: 'judge-goods' },
  look: { title: 'Look up' },
};

const empty = (task) => ({ task, order: '', place: '', container: '', reason: '', flags: {}, scans: [], label: '', pending: undefined });
const kept = () => { try { return JSON.parse(localStorage.getItem('warehouse') ?? 'null'); } catch { return null; } };
let work = kept() ?? empty('receive');
const keep = () => localStorage.setItem('warehouse', JSON.stringify(work));

const bodyOf = (scans) => {
  const { order, marks, place, container, reason } = tasks[work.task];
  const all = scans.map((one) => one.text);
  return {
    ...(order && { [order === 'receipt' ? 'receipt' : 'order']: work.order }),
    ...(place && { location: work.place }),
    ...(container && { container: work.container }),
    ...(reason && { reason: work.reason || 'not said' }),
    ...(!(container && all.length === 0) && { scans: all }),
    ...(marks && { [marks]: scans.filter((one) => one.marked).map((one) => one.text) }),
    ...Object.fromEntries(Object.entries(work.flags).filter(([, on]) => on)),
  };
};

const nextOf = () => {
  const task = tasks[work.task];
  if (status.signIn !== false && !session.person) return 'Sign in.';
  if (work.pending) return 'Waiting for the agent. What you did is kept, and is sent when it answers.';
  if (work.label) return 'Stick the label on, and scan it: ' + short(work.label);
  if (work.task === 'look') return 'Scan anything to see what it is.';
  if (work.task === 'suspects') return suspects.length ? 'Look at each pack, and sign what it is.' : 'Nothing is perhaps falsified.';
  if (work.task === 'label') return 'Scan the container that needs another label.';
  if (task.order && !work.order) return 'Choose the ' + task.order + '.';
  if (task.container && !work.container) return 'Scan the container.';
  if (task.place && !work.place) return work.scans.length ? 'Scan the place where you put it.' : 'Scan what you put away, or the place.';
  if (task.reason && !work.reason) return 'Write: ' + task.reason.toLowerCase() + '.';
  if (task.container && work.scans.length === 0) return 'Scan what comes out, or confirm to take out everything.';
  const proposed = task.proposes ? nextPick() : '';
  if (proposed) return proposed;
  return work.scans.length === 0 ? 'Scan.' : 'Scan more, or confirm.';
};
`;
