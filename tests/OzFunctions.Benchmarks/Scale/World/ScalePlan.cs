using OzFunctions.Storage.Reconciliation;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>The folders of a world that has run for some hours: a thousand in each. One of four is declined, the others pass; but of those that are older than eight days one of a hundred never came to an end, and was given up.</summary>
/// <param name="hours">How many hours.</param>
/// <param name="end">The end of the last hour, UTC, a full hour.</param>
/// <param name="perSecond">How many are created in each second at the beginning of an hour until all are; null for one in three seconds.</param>
internal sealed class ScalePlan(int hours, DateTimeOffset end, int? perSecond = null)
{
    /// <summary>Folders of an hour.</summary>
    public const int OfAnHour = 1_000;

    private const int HoursUntilGivenUp = 8 * 24;
    private const int Passed = 0;
    private const int Declined = 3;
    private const int GivenUp = 98;

    /// <summary>How many folders there are.</summary>
    public int Count => hours * OfAnHour;

    /// <summary>The beginning of the first hour.</summary>
    public DateTimeOffset Begin => end.AddHours(-hours);

    /// <summary>The end of the last hour.</summary>
    public DateTimeOffset End => end;

    /// <summary>A folder.</summary>
    /// <param name="number">Its number, in the order of creation, from 0.</param>
    public ScaleFolder this[int number]
    {
        get
        {
            var template = TemplateOf(number);
            return new ScaleFolder(
                number == template ? ScaleIds.Of(number) : ScaleIds.Of(number, CheckEntity.PartitionKey(ScaleIds.Of(template))),
                SecondOf(number),
                (template % OfAnHour) switch { Passed => "SUCCESS", Declined => "DECLINED", _ => null });
        }
    }

    /// <summary>When a folder was created.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>Seconds since 1970, UTC.</returns>
    public long SecondOf(int number) => Begin.AddHours(number / OfAnHour).ToUnixTimeSeconds() + (perSecond is { } rate ? number % OfAnHour / rate : number % OfAnHour * 3);

    /// <summary>The folder of the same hour and kind that is told by webhooks. The others become as it is.</summary>
    /// <param name="number">A folder's number.</param>
    /// <returns>That folder's number; the same one where it is told by webhooks itself.</returns>
    public int TemplateOf(int number)
    {
        var hour = number / OfAnHour;
        var isGivenUp = number % 100 == GivenUp && hour < hours - HoursUntilGivenUp;
        return (hour * OfAnHour) + (isGivenUp ? GivenUp : number % 4 == Declined ? Declined : Passed);
    }

    /// <summary>The folders of an hour that are told by webhooks.</summary>
    /// <param name="hour">The hour, from 0.</param>
    /// <returns>Their numbers.</returns>
    public IEnumerable<int> TemplatesOf(int hour) => Enumerable.Range(hour * OfAnHour, OfAnHour).Where(number => TemplateOf(number) == number);

    /// <summary>The folders that become as a template is.</summary>
    /// <param name="template">Its number.</param>
    /// <returns>Their numbers, ascending.</returns>
    public IEnumerable<int> LikeTemplate(int template) => Enumerable.Range(template / OfAnHour * OfAnHour, OfAnHour).Where(number => number != template && TemplateOf(number) == template);
}
