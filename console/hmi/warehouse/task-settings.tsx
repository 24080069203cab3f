import { useAskAgain } from '../data/use-asked.ts';
import { useTexts } from '../texts/language.ts';
import { wordOf } from '../texts/word-table.ts';
import { documentName } from './names.ts';
import { tasks } from './tasks.ts';
import { cancelWork, expectGoods } from './warehouse-acts.ts';
import type { WarehouseSite } from './warehouse-shape.ts';
import { changeWork, useWork } from './work.ts';

/** What a task needs beside scans. */
export function TaskSettings({ site }: { readonly site: WarehouseSite }) {
  const { warehouse } = useTexts();
  const now = useWork();
  const { order, flags = [], reason } = tasks[now.task];
  return (
    <div className="bar settings">
      {order !== undefined && <OrderChoice site={site} />}
      {now.container !== '' && <span>{warehouse.container(now.container)}</span>}
      {now.place !== '' && <span>{warehouse.place(now.place)}</span>}
      {reason && (
        <label className="field">
          <span>{wordOf(warehouse.reasons, now.task)}</span>
          <input
            key={`${now.task} ${now.reason}`}
            name="reason"
            autoComplete="off"
            defaultValue={now.reason}
            onBlur={({ target }) => changeWork({ reason: target.value.trim() })}
          />
        </label>
      )}
      {flags.map((flag) => (
        <label key={flag} className="item">
          <input
            type="checkbox"
            checked={now.flags[flag] === true}
            onChange={({ target }) => changeWork({ flags: { ...now.flags, [flag]: target.checked } })}
          />
          <span>{wordOf(warehouse.flags, flag)}</span>
        </label>
      ))}
    </div>
  );
}

function OrderChoice({ site }: { readonly site: WarehouseSite }) {
  const { warehouse } = useTexts();
  const now = useWork();
  const askAgain = useAskAgain();
  const { order: kind = 'shipment' } = tasks[now.task];
  const orders = site.orders.filter((one) => one.kind === kind).map((one) => one.order);
  const listed = now.order === '' || orders.includes(now.order) ? orders : [...orders, now.order];
  return (
    <>
      <label className="field">
        <span>{warehouse.order[kind]}</span>
        <select
          name="order"
          value={now.order}
          onChange={({ target }) => changeWork({ order: target.value, lines: undefined })}
        >
          {['', ...listed].map((one) => (
            <option key={one} value={one}>
              {documentName(one, site.partners)}
            </option>
          ))}
        </select>
      </label>
      {kind === 'receipt' && (
        <button type="button" onClick={() => void expectGoods(site).then(askAgain)}>
          {warehouse.newAdvice}
        </button>
      )}
      {now.order !== '' && now.scans.length === 0 && (
        <button type="button" onClick={() => void cancelWork(site).then(askAgain)}>
          {warehouse.cancelOrder[kind]}
        </button>
      )}
    </>
  );
}
