using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OzFunctions.Core;

namespace OzFunctions.Web.Http;

/// <summary>Turns what a handler throws into a problem document. Both heads run every handler in it, since each host does worse on its own.</summary>
/// <param name="logger">Where faults are reported.</param>
public sealed partial class ErrorBoundary(ILogger<ErrorBoundary> logger)
{
    /// <summary>Runs a handler.</summary>
    /// <param name="request">The request.</param>
    /// <param name="handler">The handler.</param>
    /// <returns>Its answer, or a problem document.</returns>
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
            return Problems.BadRequest(e.StatusCode, "The request broke off or is malformed.");
        }
        catch (Exception e) when (request.HttpContext.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The caller left before its body was read; nobody is there to be answered.
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
        [LoggerMessage(1, LogLevel.Warning, "{Method} {Path} was answered 503: the storage cannot be reached.")]
        public static partial void StorageUnavailable(ILogger logger, string method, string path, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "{Method} {Path} failed for a reason of ours.")]
        public static partial void Fault(ILogger logger, string method, string path, Exception exception);
    }
}
