using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.FollowUps;
using OzFunctions.Web.Removal;

[assembly: HostingStartup(typeof(OzFunctions.Benchmarks.Scale.World.ScaleStartup))]

namespace OzFunctions.Benchmarks.Scale.World;

/// <summary>
/// Gives a server of the scale run a settable clock, so that its folders can be created on many days, and a route with the amount of work
/// in progress. Otherwise the server is the product.
/// </summary>
internal sealed class ScaleStartup : IHostingStartup
{
    /// <summary>Sets the clock: <c>?ahead=-1.00:00:00</c>.</summary>
    public const string ClockPath = "/scale/clock";

    /// <summary>Returns the number of changes whose follow-up is in progress.</summary>
    public const string UnderWayPath = "/scale/under-way";

    /// <summary>Starts a run of retention, as the schedule does.</summary>
    public const string RetentionPath = "/scale/retention";

    private const string Setting = "Benchmark__Scale";

    /// <summary>Enables these routes and the clock in a server.</summary>
    /// <param name="settings">The settings, which are changed.</param>
    /// <returns>The same settings.</returns>
    public static Dictionary<string, string> In(Dictionary<string, string> settings)
    {
        settings[Setting] = "true";
        return settings;
    }

    /// <inheritdoc/>
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(static (context, services) =>
    {
        if (context.Configuration[Setting.Replace("__", ":", StringComparison.Ordinal)] is not null)
        {
            var clock = new ShiftedClock();
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton<IStartupFilter>(new Controls(clock));
        }
    });

    private sealed class Controls(ShiftedClock clock) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map(ClockPath, set => set.Run(context =>
            {
                clock.Ahead = TimeSpan.Parse(context.Request.Query["ahead"]!, CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            }));
            app.Map(UnderWayPath, count => count.Run(static context => context.Response.WriteAsJsonAsync(context.RequestServices.GetRequiredService<LocalChanges>().Count)));
            app.Map(RetentionPath, start => start.Run(static context => context.RequestServices.GetRequiredService<RetentionSchedule>().TickAsync(null, CancellationToken.None)));
            next(app);
        };
    }
}
