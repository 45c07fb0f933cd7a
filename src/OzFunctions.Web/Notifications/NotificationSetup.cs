using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Destinations;

namespace OzFunctions.Web.Notifications;

/// <summary>Makes what Core needs of the settings. They were validated before.</summary>
internal static class NotificationSetup
{
    /// <summary>Who is told, and what.</summary>
    /// <param name="options">The settings.</param>
    /// <returns>The same for Core.</returns>
    public static NotificationSettings Settings(IOptions<NotificationOptions> options) =>
        new([.. options.Value.Endpoints.Select(Endpoint)], options.Value.Scores.ToHashSet(StringComparer.Ordinal));

    /// <summary>When a failed delivery is tried again.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="random">Randomness for jitter.</param>
    /// <returns>The schedule.</returns>
    public static RetrySchedule Schedule(IOptions<NotificationOptions> options, Func<double> random) =>
        new(options.Value.Schedule.Count > 0 ? [.. options.Value.Schedule] : RetrySchedule.Default, random);

    private static NotificationEndpoint Endpoint(EndpointOptions options) => new(
        options.Name,
        DestinationAddress.Of(options),
        [.. options.Secrets.Select(static secret => WebhookSecret.TryParse(secret)!)],
        options.Events.Count > 0 ? [.. options.Events.Select(static text => new EventPattern(text))] : [new EventPattern("*")],
        options.Timeout)
    {
        Kind = options.Kind,
        Format = options.Format,
    };
}
