/** Time zones as editors write them: an IANA name, or the Arabic name of a city. */
import { normalise } from './normalise.ts';

const cities: Readonly<Record<string, readonly string[]>> = {
  'Asia/Aden': ['عدن', 'صنعاء', 'المكلا', 'تعز', 'الحديدة', 'مأرب', 'اليمن'],
  'Asia/Riyadh': ['الرياض', 'جدة', 'مكة', 'المدينة', 'الدمام', 'السعودية'],
  'Asia/Dubai': ['دبي', 'أبوظبي', 'أبو ظبي', 'الشارقة', 'الإمارات'],
  'Asia/Muscat': ['مسقط', 'صلالة', 'سلطنة عمان'],
  'Asia/Kuwait': ['الكويت'],
  'Asia/Qatar': ['الدوحة', 'قطر'],
  'Asia/Bahrain': ['المنامة', 'البحرين'],
  'Asia/Baghdad': ['بغداد', 'البصرة', 'الموصل', 'العراق'],
  'Asia/Amman': ['عمان', 'الأردن'],
  'Asia/Beirut': ['بيروت', 'لبنان'],
  'Asia/Damascus': ['دمشق', 'حلب', 'سوريا', 'سورية'],
  'Asia/Jerusalem': ['القدس'],
  'Asia/Gaza': ['غزة'],
  'Asia/Hebron': ['رام الله', 'الخليل', 'فلسطين'],
  'Africa/Cairo': ['القاهرة', 'الإسكندرية', 'مصر'],
  'Africa/Khartoum': ['الخرطوم', 'السودان'],
  'Africa/Tripoli': ['طرابلس', 'بنغازي', 'ليبيا'],
  'Africa/Tunis': ['تونس'],
  'Africa/Algiers': ['الجزائر', 'وهران'],
  'Africa/Casablanca': ['الرباط', 'الدار البيضاء', 'المغرب'],
  'Africa/Nouakchott': ['نواكشوط', 'موريتانيا'],
  'Africa/Mogadishu': ['مقديشو', 'الصومال'],
  'Africa/Djibouti': ['جيبوتي'],
  'Europe/Istanbul': ['إسطنبول', 'اسطنبول', 'أنقرة', 'تركيا'],
  'Europe/London': ['لندن', 'بريطانيا'],
  'Europe/Paris': ['باريس', 'فرنسا'],
  'Europe/Berlin': ['برلين', 'ألمانيا'],
  'America/New_York': ['نيويورك', 'واشنطن'],
};

const zoneOfCity = new Map(
  Object.entries(cities).flatMap(([zone, names]) => names.map((name) => [normalise(name), zone])),
);

/**
 * Reads a time zone: `Asia/Aden` in any case, or «عدن», «الرياض».
 *
 * @returns its IANA name, or null when this machine knows none of that name
 */
export function readZone(text: string): string | null {
  const written = text.trim();
  const city = zoneOfCity.get(normalise(written));
  if (city) return city;
  // An offset is no zone: it knows nothing of summer time.
  if (!/^(?:[a-z]\w*(?:\/[\w+-]+)+|utc)$/i.test(written)) return null;
  try {
    return Temporal.Now.zonedDateTimeISO(written).timeZoneId;
  } catch {
    return null;
  }
}
