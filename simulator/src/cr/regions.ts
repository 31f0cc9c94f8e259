/** The regions of the Container Registry page, with the names that DescribeRegions gives. */
export const REGIONS: Readonly<Record<string, string>> = {
  'cn-qingdao': 'China (Qingdao)',
  'cn-beijing': 'China (Beijing)',
  'cn-zhangjiakou': 'China (Zhangjiakou)',
  'cn-huhehaote': 'China (Hohhot)',
  'cn-wulanchabu': 'China (Ulanqab)',
  'cn-hangzhou': 'China (Hangzhou)',
  'cn-shanghai': 'China (Shanghai)',
  'cn-shenzhen': 'China (Shenzhen)',
  'cn-heyuan': 'China (Heyuan)',
  'cn-guangzhou': 'China (Guangzhou)',
  'cn-chengdu': 'China (Chengdu)',
  'cn-nanjing': 'China (Nanjing)',
  'cn-fuzhou': 'China (Fuzhou)',
  'cn-wuhan-lr': 'China (Wuhan)',
  'cn-hongkong': 'China (Hong Kong)',
  'ap-southeast-1': 'Singapore',
  'ap-southeast-3': 'Malaysia (Kuala Lumpur)',
  'ap-southeast-5': 'Indonesia (Jakarta)',
  'ap-southeast-6': 'Philippines (Manila)',
  'ap-southeast-7': 'Thailand (Bangkok)',
  'ap-northeast-1': 'Japan (Tokyo)',
  'ap-northeast-2': 'South Korea (Seoul)',
  'us-west-1': 'US (Silicon Valley)',
  'us-east-1': 'US (Virginia)',
  'eu-central-1': 'Germany (Frankfurt)',
  'eu-west-1': 'UK (London)',
  'me-east-1': 'UAE (Dubai)',
  'me-central-1': 'SAU (Riyadh)',
  'cn-shanghai-finance-1': 'China (Shanghai) Finance',
  'cn-shenzhen-finance-1': 'China (Shenzhen) Finance',
  'cn-beijing-finance-1': 'China (Beijing) Finance',
  'cn-hangzhou-finance': 'China (Hangzhou) Finance',
  'cn-north-2-gov-1': 'China North 2 Gov',
};

/** Finance and government clouds, which replication never crosses into. */
export function isSpecialCloud(region: string): boolean {
  return /-finance|-gov/.test(region);
}
