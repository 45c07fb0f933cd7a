using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>Lets the run change the clock and the storage of a server while it runs.</summary>
/// <param name="clock">Its clock.</param>
/// <param name="faults">What goes wrong with its storage.</param>
internal sealed class ChaosControl(FastClock clock, FaultPolicy faults) : IStartupFilter
{
    private const string Path = "/chaos";
    private const string ClockBy = "clock-by";
    private const string StorageForbids = "storage-forbids";

    /// <summary>Sets the clock of a server forth or back.</summary>
    /// <param name="api">Where the server's routes are.</param>
    /// <param name="by">How much.</param>
    /// <returns>A task that ends when it is set.</returns>
    public static Task SetClockAsync(string api, TimeSpan by) => PostAsync(api, $"{ClockBy}={by:c}");

    /// <summary>Has the storage of a server refuse its credentials, or accept them again.</summary>
    /// <param name="api">Where the server's routes are.</param>
    /// <param name="isForbidden">Whether they are refused.</param>
    /// <returns>A task that ends when it does.</returns>
    public static Task SetForbiddenAsync(string api, bool isForbidden) => PostAsync(api, $"{StorageForbids}={isForbidden}");

    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map(Path, chaos => chaos.Run(context =>
        {
            Apply(context.Request.Query);
            return Task.CompletedTask;
        }));
        next(app);
    };

    private static async Task PostAsync(string api, string query)
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(new Uri(new Uri(api), $"{Path}?{query}"), content: null);
        answer.EnsureSuccessStatusCode();
    }

    private void Apply(IQueryCollection query)
    {
        if (query[ClockBy] is [{ } by])
        {
            clock.Set(TimeSpan.Parse(by, CultureInfo.InvariantCulture));
        }

        if (query[StorageForbids] is [{ } isForbidden])
        {
            faults.IsForbidden = bool.Parse(isForbidden);
        }
    }
}
