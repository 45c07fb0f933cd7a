using OzFunctions.Storage.Reconciliation;

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>
/// The folders of a world that has run for some hours, a thousand in each hour. One in four is declined; the others pass. Of the folders
/// older than eight days, one in a hundred never ended and was abandoned.
/// </summary>
/// <param name="hours">The number of hours.</param>
/// <param name="end">The end of the last hour, UTC; a full hour.</param>
/// <param name="perSecond">How many folders are created in each second from the start of an hour; null for one every three seconds.</param>
internal sealed class ScalePlan(int hours, DateTimeOffset end, int? perSecond = null)
{
    /// <summary>Folders per hour.</summary>
    public const int OfAnHour = 1_000;

    private const int HoursUntilGivenUp = 8 * 24;
    private const int Passed = 0;
    private const int Declined = 3;
    private const int GivenUp = 98;

    /// <summary>The number of folders.</summary>
    public int Count => hours * OfAnHour;

    /// <summary>The beginning of the first hour.</summary>
    public DateTimeOffset Begin => end.AddHours(-hours);

    /// <summary>The end of the last hour.</summary>
    public DateTimeOffset End => end;

    /// <summary>Returns a folder.</summary>
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

    /// <summary>Returns when a folder was created.</summary>
    /// <param name="number">Its number.</param>
    /// <returns>Seconds since 1970, UTC.</returns>
    public long SecondOf(int number) => Begin.AddHours(number / OfAnHour).ToUnixTimeSeconds() + (perSecond is { } rate ? number % OfAnHour / rate : number % OfAnHour * 3);

    /// <summary>Returns the template of a folder: the folder of the same hour and kind that is created by webhooks. The others are copied from it.</summary>
    /// <param name="number">A folder's number.</param>
    /// <returns>The template's number; the folder's own number if it is a template.</returns>
    public int TemplateOf(int number)
    {
        var hour = number / OfAnHour;
        var isGivenUp = number % 100 == GivenUp && hour < hours - HoursUntilGivenUp;
        return (hour * OfAnHour) + (isGivenUp ? GivenUp : number % 4 == Declined ? Declined : Passed);
    }

    /// <summary>Returns the templates of an hour.</summary>
    /// <param name="hour">The hour, from 0.</param>
    /// <returns>Their numbers.</returns>
    public IEnumerable<int> TemplatesOf(int hour) => Enumerable.Range(hour * OfAnHour, OfAnHour).Where(number => TemplateOf(number) == number);

    /// <summary>Returns the folders that are copied from a template.</summary>
    /// <param name="template">The template's number.</param>
    /// <returns>Their numbers, ascending.</returns>
    public IEnumerable<int> LikeTemplate(int template) => Enumerable.Range(template / OfAnHour * OfAnHour, OfAnHour).Where(number => number != template && TemplateOf(number) == template);
}
