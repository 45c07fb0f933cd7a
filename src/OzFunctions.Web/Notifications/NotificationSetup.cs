using Microsoft.Extensions.Options;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Destinations;

namespace OzFunctions.Web.Notifications;

/// <summary>Maps the validated settings to Core's types.</summary>
internal static class NotificationSetup
{
    /// <summary>The endpoints of notifications, and what each receives.</summary>
    public static NotificationSettings Settings(IOptions<NotificationOptions> options) =>
        new([.. options.Value.Endpoints.Select(Endpoint)], options.Value.Scores.ToHashSet(StringComparer.Ordinal));

    /// <summary>The schedule of retries.</summary>
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
        Capacity = options.Capacity,
    };
}
