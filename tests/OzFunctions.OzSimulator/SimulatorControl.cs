using System.Globalization;

namespace OzFunctions.OzSimulator;

/// <summary>The settings of the simulated Oz: options on the command line, or parameters of <c>POST /simulator?name=value</c> while it runs.</summary>
public static class SimulatorControl
{
    /// <summary>Applies the given settings. An empty value resets a setting; a setting that is not given does not change.</summary>
    /// <param name="oz">The API.</param>
    /// <param name="read">Returns the value of a setting; null if it is not given.</param>
    /// <exception cref="FormatException">A value cannot be parsed.</exception>
    public static void Apply(SimulatedOz oz, Func<string, string?> read)
    {
        // All values are parsed before any is applied, so an invalid value changes nothing.
        var details = read("details");
        Action[] changes =
        [
            Change(read("refuse-login"), text => OzRefusal.Parse(text, details), refusal => oz.LoginRefusal = refusal),
            Change(read("refuse-renewal"), text => OzRefusal.Parse(text, details), refusal => oz.RenewalRefusal = refusal),
            Change(read("refuse"), text => OzRefusal.Parse(text, details), refusal => oz.Refusal = refusal),
            Change(read("clock-offset"), Span, offset => oz.ClockOffset = offset),
            Change(read("date-offset"), Span, offset => oz.DateOffset = offset),
            Change(read("folder-time-offset"), Span, offset => oz.FolderTimeOffset = offset),
            Change(read("visible-after"), Span, delay => oz.VisibleAfter = delay),
            Change(read("groups-finish-by"), static text => text.Length == 0 ? default : Enum.Parse<GroupsFinishBy>(text, ignoreCase: true), reading => oz.GroupsFinishBy = reading),
        ];
        Array.ForEach(changes, static change => change());
    }

    /// <summary><c>POST /simulator</c>.</summary>
    /// <param name="oz">The API.</param>
    /// <param name="context">The request.</param>
    /// <returns>204, or 400 with the reason.</returns>
    internal static async Task HandleAsync(SimulatedOz oz, HttpContext context)
    {
        try
        {
            Apply(oz, name => context.Request.Query.TryGetValue(name, out var value) ? $"{value}" : null);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync(e.Message);
        }
    }

    private static Action Change<T>(string? text, Func<string, T> parse, Action<T> set)
    {
        if (text is null)
        {
            return static () => { };
        }

        var value = parse(text);
        return () => set(value);
    }

    private static TimeSpan Span(string text) => text.Length == 0 ? TimeSpan.Zero : TimeSpan.Parse(text, CultureInfo.InvariantCulture);
}
