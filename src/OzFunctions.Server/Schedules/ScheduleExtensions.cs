using Microsoft.Extensions.Options;
using OzFunctions.Web.Reconciliation;
using OzFunctions.Web.Removal;

namespace OzFunctions.Server.Schedules;

/// <summary>Registers the timers of scheduled runs.</summary>
internal static class ScheduleExtensions
{
    /// <summary>Adds the schedules.</summary>
    public static void AddSchedules(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ReconciliationOptions>, ValidateSchedules>();
        services.AddSingleton<IValidateOptions<RetentionOptions>, ValidateSchedules>();
        services.AddTimer("reconciliation", static (ReconciliationOptions options) => options.Schedule, static (ReconciliationSchedule schedule) => schedule.TickAsync);
        services.AddTimer("retention", static (RetentionOptions options) => options.Schedule, static (RetentionSchedule schedule) => schedule.TickAsync);
    }

    // AddHostedService would ignore the second service of the same type.
    private static void AddTimer<TOptions, TSchedule>(
        this IServiceCollection services,
        string name,
        Func<TOptions, string> text,
        Func<TSchedule, Func<DateTimeOffset?, CancellationToken, Task>> tick)
        where TOptions : class
        where TSchedule : notnull => services.AddSingleton<IHostedService>(provider => new ScheduleTimer(
            name,
            text(provider.GetRequiredService<IOptions<TOptions>>().Value),
            tick(provider.GetRequiredService<TSchedule>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILogger<ScheduleTimer>>()));
}
