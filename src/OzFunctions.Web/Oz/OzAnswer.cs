using System.Net;

namespace OzFunctions.Web.Oz;

/// <summary>An answer of Oz, read whole.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Body">Its body.</param>
/// <param name="RetryAfter">How long Oz asks us to wait.</param>
internal readonly record struct OzAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    /// <summary>Whether it is what was asked for.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
