import { java } from '../scripts/languages/java';
import { specifyLanguage } from './behaviour';

specifyLanguage(java, { oldestCore: '1.7.0' });
