using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OzFunctions.Core;
using OzFunctions.Core.Removal;
using OzFunctions.Core.Runs;
using OzFunctions.Web.Http;
using OzFunctions.Web.Parameters;
using OzFunctions.Web.Runs;

namespace OzFunctions.Web.Removal;

/// <summary>Starts retention for an admin.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="options">How long records are kept.</param>
/// <param name="logger">The log, for confirmations.</param>
public sealed partial class RetentionEndpoints(RetentionStarter starter, IOptions<RetentionOptions> options, ILogger<RetentionEndpoints> logger)
{
    /// <summary><c>POST retention?clockConfirmed=</c>.</summary>
    /// <param name="request">The request.</param>
    /// <param name="admin">The name of the admin key.</param>
    /// <returns>202 with the run, or 409 while one is in progress.</returns>
    /// <exception cref="StoreUnavailableException">The storage cannot be reached.</exception>
    public async Task<IResult> StartAsync(HttpRequest request, string admin)
    {
        var isConfirmed = KnownParameters.ClockConfirmed.Read(request) is true;
        var start = await starter.TryStartAsync(options.Value.Days, isConfirmed, admin, occurrence: null, CancellationToken.None);
        if (start.Started is not { } run)
        {
            return Problems.Conflict("run_under_way", $"Retention {start.UnderWay} is in progress; only one runs at a time.");
        }

        if (isConfirmed)
        {
            Log.Confirmed(logger, run.Id, admin);
        }

        return RunEndpoints.Accepted(run);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Retention {Run} uses our clock even if the storage's clock differs: '{Admin}' confirmed that ours is right.")]
        public static partial void Confirmed(ILogger logger, RunId run, string admin);
    }
}
