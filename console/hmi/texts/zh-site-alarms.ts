import type { AlarmTexts } from './alarm-text.ts';

/** Alarms of the site, that belong to no line. */
export const zhSiteAlarms: AlarmTexts = {
  'numbers-low': {
    title: '号码库存偏低',
    cause: '无法连接云端或其号码池已空，而订单所需多于现有号码。',
    remedy: '检查与云端的连接和号码池。用尽后生产线会停止；号码到达后自动使用。',
  },
  'orders-refused': {
    title: '订单无法执行',
    cause: '订单所列的工厂、生产线或产品在此处无法照此包装。',
    remedy: '请在订单来源处更改或取消；系统每分钟重新检查。',
  },
  'returns-refused': {
    title: '号码退回被拒绝',
    cause: '云端未收回剩余的号码。',
    remedy: '这些号码不会再被使用，已包装的没有问题。请在云端查看该号段并关闭。',
  },
  'clock-skew': {
    title: '时钟偏差',
    cause: '本机时钟被调整或走时不准：时间服务器缺失或无法连接。',
    remedy: '检查本机的时间服务（chronyc tracking、timedatectl）。在此期间的消息带有本机时间。',
  },
  'disk-filling': {
    title: '磁盘将满',
    cause: '等待云端的数据、尚未归档的批次或其他内容占用磁盘。',
    remedy: '恢复与云端的连接，提前归档（archive.days），或腾出空间。',
  },
  'certificate-ends': {
    title: '证书即将到期',
    cause: '有证书在三十天内到期或已到期。',
    remedy: '在原处放入新证书；对于消息代理和 OPC UA，请在两个批次之间重新启动代理程序。',
  },
  'disk-forecast': {
    title: '磁盘空间预计不足',
    cause: '记录增长快于批次归档。',
    remedy: '提前归档，增加空间（disk.mostBytes），或查明批次未上报的原因。',
  },
  'archive-failed': {
    title: '归档失败',
    cause: '批次无法写入归档文件，或文件与写入内容不符。',
    remedy: '检查归档文件夹：存在、可写且有空间。在此之前批次保留在数据库中。',
  },
  'disk-full': {
    title: '磁盘已满',
    cause: '磁盘已达上限。生产线会在丢失数据之前停止。',
    remedy: '恢复与云端的连接，提前归档或腾出空间；然后恢复生产线。',
  },
  'outbox-waits': {
    title: '消息等待发送',
    cause: '无法连接云端，或云端未答复已发送的消息。',
    remedy: '恢复与云端的连接。只要有空间和号码，生产线继续运行；等待的消息会自动发送。',
  },
  'suspect-goods': {
    title: '疑似假药',
    cause: '仓库中小盒的编码显示的批号或有效期与已知不同。',
    remedy: '质量保证：查看已隔离的小盒，通知上市许可持有人和监管部门，并签名判定。',
  },
  'container-numbers-refused': {
    title: '没有容器号码',
    cause: '仓库配置所列的号码池不提供容器号码。',
    remedy: '指定本租户的 SSCC 池（warehouse, ssccPool），或排除云端提出的问题。',
  },
  'messages-refused': {
    title: '消息被拒绝',
    cause: '存储库认为消息有误，永不照此接受。',
    remedy: '在“暂扣”中查看原因；更正后再次发送，或予以说明。该批次的报告在此之前等待。',
  },
};
