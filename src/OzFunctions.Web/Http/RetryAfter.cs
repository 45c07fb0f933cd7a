namespace OzFunctions.Web.Http;

/// <summary>Reads the header <c>Retry-After</c> of answers that we get.</summary>
internal static class RetryAfter
{
    /// <summary>How long we are asked to wait.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="now">The current time, UTC.</param>
    /// <returns>The time, or null when none is asked for, or it is over.</returns>
    public static TimeSpan? Of(HttpResponseMessage response, DateTimeOffset now) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > now => date - now,
        _ => null,
    };
}
