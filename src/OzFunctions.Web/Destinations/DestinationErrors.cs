using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Identity;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Connections;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Makes answers of the errors of Azure's services, in words that are the same for all of them.</summary>
internal static partial class DestinationErrors
{
    /// <summary>What the service does not take, even without analyses and groups.</summary>
    public static DeliveryAnswer TooLarge { get; } = new(null, "too large for the service, even without analyses and groups");

    /// <summary>The key or identity may not send.</summary>
    /// <param name="said">What the service said of it.</param>
    /// <returns>The answer.</returns>
    public static DeliveryAnswer Unauthorized(string? said) => new(null, "unauthorized: the key or identity may not send", Text(said));

    /// <summary>There is no such queue, topic or hub. Not the end of the endpoint, as HTTP's 410 is: what was deleted by mistake is made again.</summary>
    /// <param name="said">What the service said of it.</param>
    /// <returns>The answer.</returns>
    public static DeliveryAnswer NotFound(string? said) => new(null, "not found: there is no queue, topic or event hub of this name", Text(said));

    /// <summary>The queue, topic or hub takes nothing at present.</summary>
    /// <param name="said">What the service said of it.</param>
    /// <returns>The answer.</returns>
    public static DeliveryAnswer Disabled(string? said) => new(null, "disabled: the queue, topic or event hub takes nothing", Text(said));

    /// <summary>The service gets too much.</summary>
    /// <param name="said">What the service said of it, perhaps how long to wait.</param>
    /// <param name="retryAfter">How long it asks us to wait, where it says so apart.</param>
    /// <returns>The answer.</returns>
    public static DeliveryAnswer Throttled(string? said, TimeSpan? retryAfter = null) =>
        new(null, "throttled: the service is busy", Text(said), retryAfter ?? WaitIn(said)) { IsThrottled = true };

    /// <summary>The queue, topic or hub is full, or has all the connections that it may have.</summary>
    /// <param name="said">What the service said of it.</param>
    /// <returns>The answer.</returns>
    public static DeliveryAnswer Full(string? said) => new(null, "full: a quota is used up", Text(said), WaitIn(said)) { IsThrottled = true };

    /// <summary>The service refused for another reason.</summary>
    /// <param name="reason">The reason, a word of the service or of its SDK.</param>
    /// <param name="said">What the service said of it.</param>
    /// <returns>The answer.</returns>
    public static DeliveryAnswer Refused(string reason, string? said) => new(null, $"refused ({reason})", Text(said));

    /// <summary>The service did not answer in its own time.</summary>
    /// <param name="said">What the SDK said of it.</param>
    /// <returns>The answer.</returns>
    public static DeliveryAnswer TimedOut(string? said) => new(null, "the service did not answer in time", Text(said), TimedOut: true);

    /// <summary>There was no connection, or it did not hold.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <returns>The answer.</returns>
    public static DeliveryAnswer Unreachable(Exception failure) =>
        OfTheWay(failure) is { } cause ? new DeliveryAnswer(null, ConnectionErrors.Of(cause)) : new DeliveryAnswer(null, "the connection broke off", Text(failure.Message));

    /// <summary>Makes an answer of what any SDK may throw.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <returns>The answer.</returns>
    public static DeliveryAnswer AnswerTo(Exception failure) => failure switch
    {
        TimeoutException => TimedOut(null),
        UnauthorizedAccessException => Unauthorized(failure.Message),
        AuthenticationFailedException => new DeliveryAnswer(null, "the identity gets no token", Text(failure.Message)),
        _ when OfTheWay(failure) is not null => Unreachable(failure),
        _ => Refused(failure.GetType().Name, null),
    };

    private static Exception? OfTheWay(Exception failure)
    {
        var cause = failure;
        while (cause is not (null or SocketException or IOException or HttpRequestException or OutboundConnectionException))
        {
            cause = cause.InnerException;
        }

        return cause;
    }

    // What the SDKs add to what the service said is of no use to an operator.
    private static string? Text(string? said)
    {
        var bytes = Encoding.UTF8.GetBytes(said?.Split("For troubleshooting information", 2)[0].Trim() ?? "");
        return AnswerText.Of(bytes.AsSpan(0, Math.Min(bytes.Length, DeliveryAnswer.MaxBodyBytes)));
    }

    // AMQP has no field for it; Service Bus and Event Hubs write it into their sentence.
    private static TimeSpan? WaitIn(string? said) =>
        said is not null && Wait().Match(said) is { Success: true } match ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) : null;

    [GeneratedRegex("wait ([0-9]{1,5}) seconds", RegexOptions.IgnoreCase)]
    private static partial Regex Wait();
}
