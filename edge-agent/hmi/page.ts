/** The operator's page: asks `/status` every second and shows it. Works with nothing but the agent. */
export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Line status</title>
<style>
  body { font: 16px/1.4 system-ui, sans-serif; margin: 0; background: #f3f5f7; color: #16202a; }
  header { background: #16202a; color: #fff; padding: .8rem 1.2rem; display: flex; justify-content: space-between; }
  main { padding: 1.2rem; display: grid; gap: 1.2rem; }
  section { background: #fff; border-radius: .5rem; padding: 1rem 1.2rem; }
  h1, h2 { margin: 0; font-size: 1.2rem; }
  dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: .6rem; margin: .8rem 0; }
  dt { font-size: .8rem; color: #51606f; }
  dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
  progress { width: 100%; height: 1rem; }
  .alarm { border-left: .4rem solid #c62828; background: #fdecea; padding: .5rem .8rem; margin: .5rem 0; }
  .note { border-left-color: #b26a00; background: #fff4e0; }
  button { font: inherit; padding: .5rem 1.2rem; }
  .down { color: #c62828; font-weight: 600; }
</style>
</head>
<body>
<header><h1 id="site">Line status</h1><span><span id="link"></span> <button id="send" hidden>Send now</button></span></header>
<main id="lines"></main>
<script>
const make = (tag, text, className) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (className) element.className = className;
  return element;
};
const facts = (pairs) => {
  const list = make('dl');
  for (const [name, value] of pairs) {
    const group = make('div');
    group.append(make('dt', name), make('dd', value));
    list.append(group);
  }
  return list;
};
const batchOf = (batch) => {
  const box = make('div');
  const bar = make('progress');
  bar.max = batch.quantity;
  bar.value = batch.counts.printed;
  box.append(
    make('p', 'Order ' + batch.order + ' for ' + batch.owner + ', GTIN ' + batch.gtin + ', lot ' + batch.lot + ' (' + batch.state + ')'),
    bar,
    facts([
      ['printed', batch.counts.printed + ' / ' + batch.quantity],
      ['verified', batch.counts.verified],
      ['commissioned', batch.counts.commissioned],
      ['rejected', batch.counts.rejected],
      ['sampled', batch.counts.sampled],
      ['on the way', batch.counts.inFlight],
      ['open case', batch.openCase.units + ' / ' + batch.openCase.of],
      ['cases', batch.counts.cases],
      ['open pallet', batch.openPallet.cases + ' / ' + batch.openPallet.of],
      ['pallets', batch.counts.pallets],
    ]),
  );
  return box;
};
const lineOf = (line) => {
  const box = make('section');
  box.append(make('h2', line.line + ': ' + line.state));
  for (const alarm of line.alarms) {
    const note = make('div', undefined, alarm.stops ? 'alarm' : 'alarm note');
    note.append(make('strong', alarm.code + ': ' + alarm.detail), make('div', alarm.remedy));
    box.append(note);
  }
  if (line.alarms.length > 0) {
    const button = make('button', line.alarms.some((alarm) => alarm.stops) ? 'Acknowledge and resume' : 'Acknowledge');
    button.onclick = () => fetch('/lines/' + encodeURIComponent(line.line) + '/acknowledge', { method: 'POST' }).then(show);
    box.append(button);
  }
  if (line.batch) box.append(batchOf(line.batch));
  const devices = make('p');
  for (const [name, health] of Object.entries(line.devices)) {
    devices.append(make('span', name + ' ' + health + '  ', health === 'up' ? '' : 'down'));
  }
  box.append(devices);
  return box;
};
const show = async () => {
  const link = document.getElementById('link');
  try {
    const status = await (await fetch('/status')).json();
    document.getElementById('site').textContent = 'Site ' + status.site;
    link.textContent = (status.outbox.connected ? 'cloud connected' : 'cloud not connected') + ', ' + status.outbox.depth + ' messages waiting' +
      (status.outbox.gathering > 0 ? ', cases gathered for the next: ' + status.outbox.gathering : '');
    document.getElementById('send').hidden = status.outbox.gathering === 0;
    const sections = status.lines.map(lineOf);
    for (const { subject, detail } of status.troubles) sections.push(make('section', subject + ': ' + detail));
    for (const { line, sequence, detail } of status.outbox.refused) {
      sections.push(make('section', line + ' message ' + sequence + ' was refused: ' + detail));
    }
    document.getElementById('lines').replaceChildren(...sections);
  } catch {
    link.textContent = 'the agent does not answer';
  }
};
document.getElementById('send').onclick = () => fetch('/send', { method: 'POST' }).then(show);
show();
setInterval(show, 1000);
</script>
</body>
</html>
`;
