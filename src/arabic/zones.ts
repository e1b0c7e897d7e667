/** Time zones as editors write them: an IANA name, or a city's in Arabic or English. */
import { normalise } from './normalise.ts';

const cities: Readonly<Record<string, readonly string[]>> = {
  'Asia/Aden': [
    'عدن',
    'صنعاء',
    'المكلا',
    'تعز',
    'الحديدة',
    'مأرب',
    'اليمن',
    'Sanaa',
    'Mukalla',
    'Taiz',
    'Yemen',
  ],
  'Asia/Riyadh': [
    'الرياض',
    'جدة',
    'مكة',
    'المدينة',
    'الدمام',
    'السعودية',
    'Jeddah',
    'Mecca',
    'Makkah',
    'Medina',
    'Dammam',
    'Saudi Arabia',
  ],
  'Asia/Dubai': ['دبي', 'أبوظبي', 'أبو ظبي', 'الشارقة', 'الإمارات', 'Abu Dhabi', 'Sharjah', 'UAE'],
  'Asia/Muscat': ['مسقط', 'صلالة', 'سلطنة عمان', 'Salalah', 'Oman'],
  'Asia/Kuwait': ['الكويت'],
  'Asia/Qatar': ['الدوحة', 'قطر', 'Doha'],
  'Asia/Bahrain': ['المنامة', 'البحرين', 'Manama'],
  'Asia/Baghdad': ['بغداد', 'البصرة', 'الموصل', 'العراق', 'Basra', 'Mosul', 'Iraq'],
  'Asia/Amman': ['عمان', 'الأردن', 'Jordan'],
  'Asia/Beirut': ['بيروت', 'لبنان', 'Lebanon'],
  'Asia/Damascus': ['دمشق', 'حلب', 'سوريا', 'سورية', 'Aleppo', 'Syria'],
  'Asia/Jerusalem': ['القدس'],
  'Asia/Gaza': ['غزة'],
  'Asia/Hebron': ['رام الله', 'الخليل', 'فلسطين', 'Ramallah', 'Palestine'],
  'Africa/Cairo': ['القاهرة', 'الإسكندرية', 'مصر', 'Alexandria', 'Egypt'],
  'Africa/Khartoum': ['الخرطوم', 'السودان', 'Sudan'],
  'Africa/Tripoli': ['طرابلس', 'بنغازي', 'ليبيا', 'Benghazi', 'Libya'],
  'Africa/Tunis': ['تونس', 'Tunisia'],
  'Africa/Algiers': ['الجزائر', 'وهران', 'Oran', 'Algeria'],
  'Africa/Casablanca': ['الرباط', 'الدار البيضاء', 'المغرب', 'Rabat', 'Morocco'],
  'Africa/Nouakchott': ['نواكشوط', 'موريتانيا', 'Mauritania'],
  'Africa/Mogadishu': ['مقديشو', 'الصومال', 'Somalia'],
  'Africa/Djibouti': ['جيبوتي'],
  'Europe/Istanbul': ['إسطنبول', 'اسطنبول', 'أنقرة', 'تركيا', 'Ankara', 'Turkey'],
  'Europe/London': ['لندن', 'بريطانيا', 'Britain', 'UK'],
  'Europe/Paris': ['باريس', 'فرنسا', 'France'],
  'Europe/Berlin': ['برلين', 'ألمانيا', 'Germany'],
  'America/New_York': ['نيويورك', 'واشنطن', 'Washington'],
};

const zoneOfCity = new Map(
  Object.entries(cities).flatMap(([zone, names]) =>
    // The zone's own city needs no entry: 'Africa/Cairo' is Cairo's.
    [...names, zone.replace(/^.*\//, '').replace('_', ' ')].map((name) => [normalise(name), zone]),
  ),
);

/**
 * Reads a time zone: `Asia/Aden` in any case, or «عدن», «الرياض», 'New York'.
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
