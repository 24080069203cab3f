import type { AlarmTexts } from './alarm-text.ts';

/** Alarms of a line. */
export const zhAlarms: AlarmTexts = {
  'buffer-slip': {
    title: '打印缓冲错位',
    cause: '打印机丢失或重复了一个标签，其后的每个编码都错开一盒。',
    remedy: '编码打在了错误的小盒上。清空区域和剔除箱，检查打印机，然后恢复。',
  },
  'consecutive-rejects': {
    title: '连续剔除过多',
    cause: '打印质量、色带、相机焦距或位置持续异常。',
    remedy: '检查打印质量、色带和相机焦距，然后恢复。',
  },
  'bad-pack-passed': {
    title: '不合格品通过',
    cause: '没有合格判定的小盒进入了合格品：剔除门未动作、动作过晚或小盒滑过。',
    remedy: '从合格品中手工取出所列小盒，检查剔除门，然后恢复。',
  },
  'unexpected-pack': {
    title: '意外的小盒',
    cause: '入口放入了未放行的小盒：双盒同时进入或人工放入。',
    remedy: '清空区域，检查入口是否双盒同时进入，然后恢复。',
  },
  silence: {
    title: '没有小盒到达',
    cause: '卡滞、小盒被人工取走，或相机和剔除门看不到经过的小盒。',
    remedy: '小盒在途但没有到达。查找卡滞或被取走的小盒，然后恢复。',
  },
  'pack-missing': {
    title: '小盒缺失',
    cause: '小盒被取走、掉落，或与前一盒相碰。',
    remedy: '小盒在剔除门看到之前离开了区域。找到并取出，然后恢复。',
  },
  'duplicate-code': {
    title: '编码重复',
    cause: '打印机把一个标签打印了两次。',
    remedy: '两盒带有同一编码。从剔除箱取出所列小盒，查明是否还有重复，然后恢复。',
  },
  'tracking-lost': {
    title: '跟踪丢失',
    cause: '小盒相碰、滑动、掉落，或多进了一盒。',
    remedy: '沿输送带检查，取出位置不正确的小盒，然后恢复。',
  },
  'bin-disagrees': {
    title: '剔除箱数量不符',
    cause: '小盒跳出、被取出或放入剔除箱，或剔除门动作而小盒未动。',
    remedy: '扫描剔除门后自上一合格品以来的小盒，取出所有未知为合格的，然后恢复。恢复即接受剔除箱的计数。',
  },
  'read-twice': {
    title: '重复读取',
    cause: '一盒触发了两次，或一张图像中有两个编码。',
    remedy: '清空区域，检查触发器，然后恢复。',
  },
  'device-lost': {
    title: '设备断开',
    cause: '设备没有电源或网络，或已重新启动。',
    remedy: '检查所列设备的电源和网络，然后恢复。',
  },
  'bin-full': { title: '剔除箱已满', cause: '剔除箱已装满。', remedy: '清空剔除箱，然后恢复。' },
  'disk-full': {
    title: '磁盘已满',
    cause: '等待云端的数据或本机其他内容占满了空间。',
    remedy: '恢复与云端的连接，或腾出磁盘空间，然后恢复。',
  },
  'air-low': { title: '气压过低', cause: '气压不足以使剔除门推出小盒。', remedy: '恢复剔除门的气压，然后恢复。' },
  'e-stop': {
    title: '急停',
    cause: '有人按下了急停。',
    remedy:
      '输送带惯性滑行，小盒可能位于未被看到之处。确保安全，检查剔除门周围，释放急停并说明；然后清除、复位、启动。',
  },
  'guard-open': { title: '防护门打开', cause: '机器的防护门已打开。', remedy: '关闭防护门，然后恢复。' },
  'paper-out': { title: '缺标签', cause: '打印机没有标签了。', remedy: '装入标签，然后恢复。' },
  'ribbon-out': { title: '缺色带', cause: '打印机没有色带了。', remedy: '装入色带，然后恢复。' },
  'head-open': { title: '打印头打开', cause: '打印机的打印头已打开。', remedy: '关闭打印头，然后恢复。' },
  'printer-paused': {
    title: '打印机暂停',
    cause: '有人按下了打印机的暂停键。',
    remedy: '在打印机上按暂停键使其继续，然后恢复。',
  },
  'counts-disagree': {
    title: '计数不符',
    cause: '有代理程序不知道的小盒经过剔除门，或其计数器被重置。',
    remedy: '恢复之前查明差异：恢复即接受该差异。',
  },
  'serials-low': {
    title: '号码不足',
    cause: '重做的标签或容器多于计划。',
    remedy: '工厂会自动申请更多号码：请确认云端已连接。',
  },
  'serials-out': {
    title: '号码用尽',
    cause: '号码池已空，或未能及时连接云端。',
    remedy: '确认云端已连接且号码池有余量，等号码到达后恢复。',
  },
  'not-cleared': {
    title: '未清场',
    cause: '有之前的小盒、标签或未满的容器遗留。',
    remedy: '取走或关闭，然后恢复。',
  },
  'layer-refused': {
    title: '层被拒绝',
    cause: '图像显示的盒数不对，或有不属于该容器的小盒。',
    remedy: '装箱机保持该层。取出所列小盒，换上同批合格品，并在装箱机上重新拍照。',
  },
  'scan-refused': {
    title: '扫描被拒绝',
    cause: '扫描的物品未知、批号或层级不同，或已在其他容器中。',
    remedy: '不要放入，查明来源，并扫描正确的物品。',
  },
  'label-mismatch': {
    title: '标签不符',
    cause: '贴标机贴错了标签，或标签被人工调换。',
    remedy: '将容器移出生产线，重新打印标签，贴上并手工扫描；同时检查后面的容器，然后恢复。',
  },
  'label-unread': {
    title: '标签未读取',
    cause: '标签未贴、损坏，或扫描器看不到。',
    remedy: '查看标签：缺失或损坏则重新打印，手工扫描，并确认未贴在后面的容器上，然后恢复。',
  },
  'scanner-silent': {
    title: '扫描器无读数',
    cause: '固定扫描器未触发、对不准标签，或容器没有到达。',
    remedy: '找到逾期的容器，手工扫描其标签，检查扫描器的触发和读取，然后恢复。',
  },
  'no-station': {
    title: '缺少所需设备',
    cause: '配方属于其他生产线，或配置中缺少设备。',
    remedy: '班长签名收回该批次，或在配置中增加设备。然后恢复。',
  },
  fault: {
    title: '代理程序故障',
    cause: '磁盘已满或损坏，或代理程序出错。',
    remedy: '无法记录小盒。检查磁盘空间和日志，然后恢复。',
  },
  'reject-trend': {
    title: '剔除增多',
    cause: '打印、色带、材料或相机变差，或小盒歪斜。',
    remedy: '查看该原因最近的剔除品，在停线之前排除原因。',
  },
  'grade-drift': {
    title: '打印等级下降',
    cause: '打印对比度或清晰度下降：打印头磨损、色带起皱、镜头脏污。',
    remedy: '在编码低于阈值之前清洁打印头和镜头，检查色带和打印浓度。',
  },
  'gate-disagrees': {
    title: '剔除门未按指令动作',
    cause: '因本机或网络繁忙，判定到达过晚；或剔除门动作过早、过晚或气压不足。',
    remedy: '若连续剔除合格品，请检查本机和网络的负载；否则检查剔除门的时序和气压。',
  },
  'not-confirmed': {
    title: '去向未确认',
    cause: '停线时小盒在区域内，剔除门已不知其去向。',
    remedy: '它们按剔除计。若在合格品中，请取出。',
  },
};
