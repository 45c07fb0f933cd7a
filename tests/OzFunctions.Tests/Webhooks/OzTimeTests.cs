using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Tests.Webhooks;

/// <summary>Times in every format that serializers write.</summary>
public sealed class OzTimeTests
{
    private static readonly DateTimeOffset Instant = new(2025, 1, 1, 0, 0, 4, 500, TimeSpan.Zero);

    private static readonly Gen<(string Text, DateTimeOffset Expected)> IsoTimes = Gen.Select(
        Gen.Long[86_400L * 2, 253_402_300_799L - (86_400 * 2)],
        Gen.String[Gen.Char['0', '9'], 0, 12],
        Gen.Int[-14 * 60, 14 * 60],
        Gen.Int[0, 5],
        Gen.Bool,
        Gen.OneOf("T", "t", " "),
        Gen.OneOf(".", ","),
        Gen.Int[0, 9],
        Iso);

    [Theory]
    [InlineData("1735689604.5")]
    [InlineData("1735689604500")]
    [InlineData("1735689604500000")]
    [InlineData("1.7356896045e9")]
    [InlineData("17356896045E-1")]
    [InlineData("1735689604.500000000000000000000000000000000000000000000000000")]
    [InlineData("\"1735689604.5\"")]
    [InlineData("\"1.7356896045e9\"")]
    [InlineData("\"17356\\u0038\\u00396045\\u0030\\u0030\"")]
    [InlineData("\"2025-01-01T00:00:04.5Z\"")]
    [InlineData("\"2025-01-01T00:00:04.500000\"")]
    [InlineData("\"2025-01-01T00:00:04.500000999Z\"")]
    [InlineData("\"2025-01-01T00:00:04.50000012Z\"")]
    [InlineData("\"2025-01-01T00:00:04.5000000000000000000000000000000000000000000000000000000001Z\"")]
    [InlineData("\"2025-01-01T00:00:04,5Z\"")]
    [InlineData("\"2025-01-01t00:00:04.5z\"")]
    [InlineData("\"2025-01-01 03:00:04.5+03:00\"")]
    [InlineData("\"2025-01-01T03:00:04.5+0300\"")]
    [InlineData("\"2025-01-01T03:00:04.5+03\"")]
    [InlineData("\"2025-01-01T03:00:04.5\\u002B03:00\"")]
    [InlineData("\"2025-01-01T03:00:04.5\\u002b03\\u003A00\"")]
    [InlineData("\"2024-12-31T20:30:04.5-03:30\"")]
    [InlineData("\"2025-01-01T00:00:04.5-00:00\"")]
    [InlineData("\"\\u0032025-01-01\\u002000:00:04.5\"")]
    [InlineData("\"20250101T000004.5Z\"")]
    [InlineData("\"20250101T000004,5\"")]
    [InlineData("\"20250101t030004.5+0300\"")]
    public void Instant_InAnyFormat_IsTheSame(string json) => Assert.Equal(Instant, Read(json));

    [Theory]
    [InlineData("9999999999.999999", "2286-11-20T17:46:39.999999")]
    [InlineData("10000000000", "1970-04-26T17:46:40.000000")]
    [InlineData("1000000000000000", "2001-09-09T01:46:40.000000")]
    [InlineData("0", "1970-01-01T00:00:00.000000")]
    [InlineData("253402300799999999", "9999-12-31T23:59:59.999999")]
    [InlineData("\"1970-01-01\"", "1970-01-01T00:00:00.000000")]
    [InlineData("\"20260101\"", "1970-08-23T11:48:21.000000")]
    [InlineData("\"2026-11-28T10:15\"", "2026-11-28T10:15:00.000000")]
    [InlineData("\"2026-11-28T10:15+03\"", "2026-11-28T07:15:00.000000")]
    [InlineData("\"20261128T1015Z\"", "2026-11-28T10:15:00.000000")]
    [InlineData("\"20261128T101500Z\"", "2026-11-28T10:15:00.000000")]
    [InlineData("\"2024-02-29\"", "2024-02-29T00:00:00.000000")]
    [InlineData("\"1969-12-31T23:00:00-02:00\"", "1970-01-01T01:00:00.000000")]
    [InlineData("\"9999-12-31T23:59:59.9999999Z\"", "9999-12-31T23:59:59.999999")]
    [InlineData("\"2026-11-28T10:15:00+14:00\"", "2026-11-27T20:15:00.000000")]
    public void Time_AtAnEdge_IsRead(string json, string expected) =>
        Assert.Equal(expected, Read(json)?.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("-1")]
    [InlineData("999999999999999")]
    [InlineData("253402300800000000")]
    [InlineData("1e400")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("\" \"")]
    [InlineData("\"1e400\"")]
    [InlineData("\"1735689604,5\"")]
    [InlineData("\"17356896O4\"")]
    [InlineData("\"0x10\"")]
    [InlineData("\"1969-12-31T23:59:59Z\"")]
    [InlineData("\"1970-01-01T00:00:00+00:01\"")]
    [InlineData("\"9999-12-31T23:59:59-00:01\"")]
    [InlineData("\"0000-01-01\"")]
    [InlineData("\"2026-02-29\"")]
    [InlineData("\"2026-13-01\"")]
    [InlineData("\"2026-00-01\"")]
    [InlineData("\"2026-01-00\"")]
    [InlineData("\"2026-11\"")]
    [InlineData("\"26-11-28\"")]
    [InlineData("\"2026-1-2\"")]
    [InlineData("\"28.11.2026\"")]
    [InlineData("\"11/28/2026 10:15:00\"")]
    [InlineData("\"2026\\/11\\/28\"")]
    [InlineData("\"2026-11-28T\"")]
    [InlineData("\"2026-11-28T10\"")]
    [InlineData("\"2026-11-28T10:15:\"")]
    [InlineData("\"2026-11-28T10:15:00.\"")]
    [InlineData("\"2026-11-28T10:15:00.Z\"")]
    [InlineData("\"2026-11-28T10:15.5\"")]
    [InlineData("\"2026-11-28T24:00:00\"")]
    [InlineData("\"2026-11-28T23:60:00\"")]
    [InlineData("\"2026-11-28T23:59:60\"")]
    [InlineData("\"2026-11-28T101500\"")]
    [InlineData("\"20261128T10:15:00\"")]
    [InlineData("\"20261128 101500\"")]
    [InlineData("\"2026-1128T10:15:00\"")]
    [InlineData("\"2026-11-28  10:15:00\"")]
    [InlineData("\"2026-11-28T10:15:00 Z\"")]
    [InlineData("\"2026-11-28T10:15:00ZZ\"")]
    [InlineData("\"2026-11-28T10:15:00+\"")]
    [InlineData("\"2026-11-28T10:15:00+3\"")]
    [InlineData("\"2026-11-28T10:15:00+03:\"")]
    [InlineData("\"2026-11-28T10:15:00+03:0\"")]
    [InlineData("\"2026-11-28T10:15:00+03:60\"")]
    [InlineData("\"2026-11-28T10:15:00+14:01\"")]
    [InlineData("\"2026-11-28T10:15:00+03:00:00\"")]
    [InlineData("\"2026-11-28T10:15:00+03:00[Europe\\/Moscow]\"")]
    [InlineData("\"2026-W48-6\"")]
    [InlineData("\"2026-332\"")]
    [InlineData("\"+02026-11-28\"")]
    [InlineData("\"2026-11-28T10:15:00\\u0000\"")]
    [InlineData("\"2026-11-28\\n\"")]
    [InlineData("\"2026-11-28\\ud800\"")]
    [InlineData("\"\\u0662026-11-28\"")]
    [InlineData("\"２０２６-11-28\"")]
    public void Text_ThatIsNoTime_IsNotRead(string json) => Assert.Null(Read(json));

    [Fact]
    public void Time_UnderAnotherCulture_IsTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NegativeSign = "~";
        other.DateTimeFormat.DateSeparator = ".";
        other.DateTimeFormat.TimeSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = other;

            Assert.Equal(Instant, Read("\"2025-01-01T03:00:04,5+03\""));
            Assert.Equal(Instant, Read("\"1735689604.5\""));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AnyTime_WrittenInAnyForm_IsReadBack() =>
        IsoTimes.Sample(static time => Assert.Equal(time.Expected, Read(time.Text)), iter: 20_000);

    [Fact]
    public void AnyTime_WrittenAsANumber_IsReadBack() =>
        Gen.Select(Gen.Long[0, 9_999_999_999_999_999L / 1_000], Gen.Int[0, 2], Gen.Bool).Sample(
            static (microseconds, unit, isText) =>
            {
                // Keeps numbers of the smaller units in the range in which they are read as that unit.
                microseconds += unit == 1 ? 10_000_000_000_000L : unit == 2 ? 1_000_000_000_000_000L : 0;
                var number = (microseconds / (unit == 0 ? 1_000_000m : unit == 1 ? 1_000m : 1m)).ToString(CultureInfo.InvariantCulture);

                Assert.Equal(DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds), Read(isText ? $"\"{number}\"" : number));
            },
            iter: 5_000);

    private static (string Text, DateTimeOffset Expected) Iso(
        long seconds, string fraction, int offsetMinutes, int offsetForm, bool isBasic, string separator, string mark, int form)
    {
        var offset = TimeSpan.FromMinutes(offsetForm switch
        {
            < 3 => 0,
            3 => offsetMinutes / 60 * 60,
            _ => offsetMinutes,
        });
        var local = DateTime.UnixEpoch.AddSeconds(seconds);
        local = form == 0 ? local.Date : form == 1 ? local.AddSeconds(-local.Second) : local;

        var (date, clock, seconded) = isBasic ? ("yyyyMMdd", "HHmm", "HHmmss") : ("yyyy-MM-dd", "HH:mm", "HH:mm:ss");
        if (form == 0)
        {
            return (Quoted(Text(local, "yyyy-MM-dd"), seconds), new DateTimeOffset(local));
        }

        var text = Text(local, date) + (isBasic && separator == " " ? "T" : separator) + Text(local, form == 1 ? clock : seconded);
        text += form > 2 && fraction.Length > 0 ? mark + fraction : "";
        text += Offset(offset, offsetForm);

        var microseconds = form > 2 ? int.Parse(fraction.PadRight(6, '0')[..6], CultureInfo.InvariantCulture) : 0;
        return (Quoted(text, seconds), new DateTimeOffset(local.AddMicroseconds(microseconds) - offset));
    }

    private static string Offset(TimeSpan offset, int form)
    {
        var sign = offset < TimeSpan.Zero ? "-" : "+";
        return form switch
        {
            0 => "",
            1 => "Z",
            2 => "z",
            3 => sign + offset.ToString("hh", CultureInfo.InvariantCulture),
            4 => sign + offset.ToString("hhmm", CultureInfo.InvariantCulture),
            _ => sign + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture),
        };
    }

    private static string Text(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    // Unescaped, escaped as .NET does, or completely escaped.
    private static string Quoted(string text, long number) => (number % 3) switch
    {
        0 => $"\"{text}\"",
        1 => JsonSerializer.Serialize(text),
        _ => $"\"{string.Concat(text.Select(static character => $"\\u{(int)character:x4}"))}\"",
    };

    private static DateTimeOffset? Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return OzTime.TryRead(ref reader, out var time) ? time : null;
    }
}
