import { go } from '../scripts/languages/go';
import { specifyLanguage } from './behaviour';

specifyLanguage(go);
