using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Identity;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Connections;
using OzFunctions.Web.Notifications;

namespace OzFunctions.Web.Destinations;

/// <summary>Maps the errors of Azure's services to answers, with the same wording for all services.</summary>
internal static partial class DestinationErrors
{
    /// <summary>The notification exceeds the service's size limit, even without analyses and groups.</summary>
    public static AttemptResult TooLarge { get; } = new(null, "too large for the service, even without analyses and groups");

    /// <summary>The key or identity is not allowed to send.</summary>
    public static AttemptResult Unauthorized(string? detail) => new(null, "unauthorized: the key or identity may not send", Text(detail));

    /// <summary>The queue, topic or event hub does not exist. Unlike HTTP's 410 this does not disable the endpoint: somebody may create it again.</summary>
    public static AttemptResult NotFound(string? detail) => new(null, "not found: there is no queue, topic or event hub of this name", Text(detail));

    /// <summary>The queue, topic or event hub is disabled.</summary>
    public static AttemptResult Disabled(string? detail) => new(null, "disabled: the queue, topic or event hub accepts nothing", Text(detail));

    /// <summary>The service throttles us.</summary>
    /// <param name="detail">The service's message, which may say how long to wait.</param>
    /// <param name="retryAfter">How long to wait, if the service says so in a header.</param>
    /// <returns>The response.</returns>
    public static AttemptResult Throttled(string? detail, TimeSpan? retryAfter = null) =>
        new(null, "throttled: the service is busy", Text(detail), retryAfter ?? WaitIn(detail)) { IsThrottled = true };

    /// <summary>A quota of the queue, topic or event hub is exhausted, for its size or its connections.</summary>
    public static AttemptResult Full(string? detail) => new(null, "full: a quota is exhausted", Text(detail), WaitIn(detail)) { IsThrottled = true };

    /// <summary>The service refused the notification for another reason.</summary>
    /// <param name="reason">The reason, a code of the service or of its SDK.</param>
    /// <param name="detail">The service's message.</param>
    /// <returns>The response.</returns>
    public static AttemptResult Refused(string reason, string? detail) => new(null, $"refused ({reason})", Text(detail));

    /// <summary>The SDK reports a timeout.</summary>
    public static AttemptResult TimedOut(string? detail) => new(null, "the service did not answer in time", Text(detail), TimedOut: true);

    /// <summary>The connection could not be made, or broke.</summary>
    public static AttemptResult Unreachable(Exception failure) =>
        TransportCauseOf(failure) is { } cause ? new AttemptResult(null, ConnectionErrors.Of(cause)) : new AttemptResult(null, "the connection was closed", Text(failure.Message));

    /// <summary>Maps an exception that any SDK may throw.</summary>
    public static AttemptResult AnswerTo(Exception failure) => failure switch
    {
        TimeoutException => TimedOut(null),
        UnauthorizedAccessException => Unauthorized(failure.Message),
        AuthenticationFailedException => new AttemptResult(null, "no token could be acquired for the identity", Text(failure.Message)),
        _ when TransportCauseOf(failure) is not null => Unreachable(failure),
        _ => Refused(failure.GetType().Name, null),
    };

    private static Exception? TransportCauseOf(Exception failure) => ConnectionErrors.Chain(failure)
        .FirstOrDefault(static cause => cause is SocketException or IOException or HttpRequestException or OutboundConnectionException);

    // Removes what the SDKs append to the service's message. It does not help operators.
    private static string? Text(string? detail)
    {
        var bytes = Encoding.UTF8.GetBytes(detail?.Split("For troubleshooting information", 2)[0].Trim() ?? "");
        return AnswerText.Of(bytes.AsSpan(0, Math.Min(bytes.Length, AttemptResult.MaxBodyBytes)));
    }

    // AMQP has no field for the delay. Service Bus and Event Hubs put it into their message.
    private static TimeSpan? WaitIn(string? detail) =>
        detail is not null && Wait().Match(detail) is { Success: true } match ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)) : null;

    [GeneratedRegex("wait ([0-9]{1,5}) seconds", RegexOptions.IgnoreCase)]
    private static partial Regex Wait();
}
