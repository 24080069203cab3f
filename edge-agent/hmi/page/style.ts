/** The page's style. Nothing moves, colours stand beside words, and buttons are large enough for gloves. */
export const style = `
  body { font: 16px/1.4 system-ui, sans-serif; margin: 0; background: #eef1f4; color: #16202a; }
  header { background: #16202a; color: #fff; padding: .6rem 1.2rem; display: flex; gap: 1.2rem; align-items: center; flex-wrap: wrap; }
  header .grow { flex: 1; }
  main, #lines { display: grid; gap: 1rem; }
  main { padding: 1rem 1.2rem; }
  #said:empty { display: none; }
  section { background: #fff; border-radius: .5rem; padding: 1rem 1.2rem; display: grid; gap: .8rem; }
  h1, h2, h3 { margin: 0; font-size: 1.2rem; }
  h3 { font-size: .95rem; color: #37454f; }
  p { margin: 0; }
  .bar { display: flex; gap: .6rem; align-items: center; flex-wrap: wrap; }
  .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1.2rem; align-items: start; }
  .state { padding: .2rem .8rem; border-radius: 1rem; background: #d8dee4; font-weight: 600; }
  .state.Execute { background: #1b7f4b; color: #fff; }
  .state.Held, .state.Holding, .state.Aborted, .state.Aborting { background: #c62828; color: #fff; }
  .state.Suspended, .state.Stopped, .state.Stopping { background: #b26a00; color: #fff; }
  dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); gap: .6rem; margin: 0; }
  section h3 + p, section h3 + table { margin-top: .3rem; }
  dt { font-size: .8rem; color: #51606f; }
  dd { margin: 0; font-size: 1.3rem; font-variant-numeric: tabular-nums; }
  progress, meter { width: 100%; height: 1rem; }
  table { border-collapse: collapse; width: 100%; font-size: .9rem; }
  th, td { text-align: left; padding: .2rem .4rem; border-bottom: 1px solid #dde3e8; vertical-align: top; }
  td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
  .alarm { border-left: .4rem solid #c62828; background: #fdecea; padding: .5rem .8rem; }
  .note { border-left-color: #b26a00; background: #fff4e0; }
  .wait { border-left: .4rem solid #1f5fbf; background: #eaf2fd; padding: .6rem .8rem; display: grid; gap: .5rem; }
  .alarms, .batch { display: grid; gap: .5rem; }
  .wait button, .alarms button { justify-self: start; }
  summary { cursor: pointer; padding: .5rem 0; }
  pre { margin: 0; max-height: 20rem; overflow: auto; font-size: .85rem; }
  .quiet { color: #51606f; font-size: .9rem; }
  .bad { color: #c62828; font-weight: 600; }
  button { font: inherit; padding: .5rem 1.1rem; min-height: 2.6rem; }
  input, select { font: inherit; padding: .4rem .5rem; }
  input[type=checkbox] { width: 1.3rem; height: 1.3rem; }
  label.item { display: flex; gap: .6rem; align-items: center; }
  dialog { border: 0; border-radius: .5rem; padding: 1.2rem; min-width: 20rem; }
  dialog form { display: grid; gap: .7rem; }
  dialog form:has(label:nth-of-type(7)) { grid-template-columns: 1fr 1fr; }
  dialog form :is(h2, p) { grid-column: 1 / -1; margin: 0; }
  dialog .about { max-width: 34rem; }
  dialog textarea { font: inherit; min-height: 5rem; }
  dialog label { display: grid; gap: .2rem; }
`;
