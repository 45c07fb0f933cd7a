using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OzFunctions.Core;

namespace OzFunctions.Web.Http;

/// <summary>Turns exceptions of handlers into problem documents. Both heads run every handler through it, because each host's own error response is worse.</summary>
/// <param name="logger">The log.</param>
public sealed partial class ErrorBoundary(ILogger<ErrorBoundary> logger)
{
    /// <summary>Runs a handler.</summary>
    /// <param name="request">The request.</param>
    /// <param name="handler">The handler.</param>
    /// <returns>The handler's response, or a problem document.</returns>
    public async Task<IResult> RunAsync(HttpRequest request, Func<Task<IResult>> handler)
    {
        try
        {
            return await handler();
        }
        catch (StoreUnavailableException e)
        {
            Log.StorageUnavailable(logger, request.Method, request.Path, e);
            return Problems.StorageUnavailable(request);
        }
        catch (InvalidContinuationException e)
        {
            return Problems.BadParameter("continuation", e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Problems.BadRequest(e.StatusCode, "The request is incomplete or malformed.");
        }
        catch (Exception e) when (request.HttpContext.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The client disconnected before its body was read, so nobody receives the response.
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception e)
        {
            Log.Fault(logger, request.Method, request.Path, e);
            return Problems.Fault();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Method} {Path} was answered with 503: the storage cannot be reached.")]
        public static partial void StorageUnavailable(ILogger logger, string method, string path, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "{Method} {Path} failed with an internal error.")]
        public static partial void Fault(ILogger logger, string method, string path, Exception exception);
    }
}
