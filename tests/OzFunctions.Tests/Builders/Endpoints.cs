using OzFunctions.Core.Notifications;

namespace OzFunctions.Tests.Builders;

/// <summary>Creates notification endpoints.</summary>
internal static class Endpoints
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string OtherSecret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    public static NotificationEndpoint Named(string name, params string[] events) => new(
        name,
        new Uri($"https://{name}.example/hooks"),
        [WebhookSecret.TryParse(Secret)!],
        [.. (events is [] ? ["*"] : events).Select(static text => new EventPattern(text))],
        TimeSpan.FromSeconds(15));

    public static NotificationSettings Settings(params NotificationEndpoint[] endpoints) => new(endpoints, new HashSet<string>());

    public static NotificationSettings Three() => Settings(Named("one"), Named("two"), Named("three"));
}
