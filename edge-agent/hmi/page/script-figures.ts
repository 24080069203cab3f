/** A line's figures: effectiveness, counters, rejects, verdicts, open containers, devices. */
export const figures = `
const oeeOf = ({ oee, plannedTime, executeTime, stateCurrentTime, processed, consumed }) => {
  const meterOf = (name, value) => {
    const meter = make('meter');
    meter.max = 1;
    meter.value = value ?? 0;
    meter.title = name;
    return within('div', '', make('div', name + ' ' + share(value) + (value === undefined && name !== 'availability' ? ' (no design speed is set, or nothing ran yet)' : ''), 'quiet'), meter);
  };
  return within('div', '', make('h3', 'Effectiveness of this batch'),
    meterOf('availability', oee.availability),
    meterOf('performance', oee.performance),
    meterOf('quality', oee.quality),
    meterOf('OEE', oee.oee),
    facts([
      ['in this state', time(stateCurrentTime)],
      ['in Execute', time(executeTime)],
      ['planned', time(plannedTime)],
      ['processed', processed.count],
      ['processed ever', processed.accCount],
      ['labels ever', consumed.accCount],
    ]));
};
const rejectsOf = ({ defective, processed }) => {
  const rows = Object.entries(defective).filter(([, { count }]) => count > 0)
    .sort(([, a], [, b]) => b.count - a.count)
    .map(([reason, { count }]) => [reason, count, share(count / Math.max(1, processed.count))]);
  return within('div', '', make('h3', 'Rejects by reason'),
    rows.length === 0 ? make('p', 'none', 'quiet') : table(['reason', 'packs', 'share'], rows));
};
const verdictsOf = (verdicts) => within('div', '', make('h3', 'Last verdicts'),
  table(['pack', 'serial', 'camera', 'is'], verdicts.map(({ ordinal, serial, verdict, state, reason }) =>
    [ordinal, serial, verdict, state + (reason ? ': ' + reason : '')])));
const containersOf = (containers) => within('div', '', make('h3', 'Open containers'),
  containers.length === 0 ? make('p', 'none', 'quiet')
    : table(['level', 'number', 'state', 'holds'], containers.map(({ level, container, state, holds }) => [level, container, state, holds])));
const devicesOf = (devices) => {
  const list = make('p', undefined, 'bar');
  for (const [name, health] of Object.entries(devices)) list.append(make('span', name + ' ' + health, health === 'up' ? 'quiet' : 'bad'));
  return list;
};

const lineOf = (line) => {
  const box = sections.get(line.line) ?? make('section');
  sections.set(line.line, box);
  const key = (name) => line.line + ' ' + name;
  const may = session.rights;
  const { counters, awaited, batch } = line;
  const columns = block(key('columns'), Boolean(counters), () => make('div', undefined, 'columns'));
  put(columns, [
    counters && block(key('oee'), counters, () => oeeOf(counters)),
    counters && block(key('rejects'), [counters.defective, counters.processed], () => rejectsOf(counters)),
    block(key('verdicts'), line.verdicts, () => verdictsOf(line.verdicts ?? [])),
    block(key('containers'), line.containers, () => containersOf(line.containers ?? [])),
  ]);
  const wait = block(key('awaited'), [awaited, line.next, may], () => awaitedOf(line) ?? make('div'));
  put(box, [
    block(key('head'), [line.state, line.mode, line.stands, line.commands, may, status.signIn], () => headOf(line)),
    alarmsOf(line),
    wait.childNodes.length > 0 ? wait : undefined,
    batch && block(key('batch'), batch, () => batchOf(line)),
    columns,
    batch && mayDo('read-report') ? block(key('report'), [batch.batch, may], () => reportOf(line)) : undefined,
    block(key('devices'), line.devices, () => devicesOf(line.devices)),
  ]);
  return box;
};
`;
