using Microsoft.AspNetCore.Http;
using OzFunctions.Core;
using OzFunctions.Core.Runs;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Web.Runs;

/// <summary>Shows runs and their states.</summary>
/// <param name="store">Stores runs.</param>
public sealed class RunEndpoints(IRunStore store)
{
    /// <summary><c>GET runs?kind=&amp;limit=&amp;continuation=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <returns>200 with a page.</returns>
    /// <exception cref="InvalidContinuationException">The continuation is not ours, or belongs to another list.</exception>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> ListAsync(HttpRequest request)
    {
        var kind = KnownParameters.Kind.Read(request)!;
        var limit = KnownParameters.LimitOf(request);
        var page = await store.ListAsync(kind, ListContinuation.Read(request), limit, request.HttpContext.RequestAborted);
        return Results.Json(new RunsDocument([.. page.Items.Select(RunDocument.Of)], ListContinuation.Write(request, page.Next)), DocumentContext.Default.RunsDocument);
    }

    /// <summary><c>GET runs/{id}</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="id">The run's id.</param>
    /// <returns>200 with the run, or 404.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> GetAsync(HttpRequest request, string id) =>
        RunId.TryParse(id) is { } runId && await store.FindAsync(runId, request.HttpContext.RequestAborted) is { } run
            ? Results.Json(RunDocument.Of(run.Value), DocumentContext.Default.RunDocument)
            : Problems.NotFound("There is no such run.");

    /// <summary>202 with the id of a run that was started.</summary>
    internal static IResult Accepted(Run run) =>
        Results.Json(new RunAcceptedDocument(run.Id.ToString()), DocumentContext.Default.RunAcceptedDocument, statusCode: StatusCodes.Status202Accepted);
}
