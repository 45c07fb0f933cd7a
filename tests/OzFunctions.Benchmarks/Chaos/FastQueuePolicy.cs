using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using OzFunctions.Storage;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>
/// Divides visibility timeouts by the speed of the servers' clocks, rounded up to a whole second, because the queue service has its own clock. That of a message in progress
/// remains as long as an operation may take. Otherwise slow storage would show the message to a second consumer before the first one has received it, and multiply its work.
/// </summary>
internal sealed class FastQueuePolicy(double speed) : HttpPipelineSynchronousPolicy
{
    private const string Parameter = "visibilitytimeout=";

    public override void OnSendingRequest(HttpMessage message)
    {
        var query = message.Request.Uri.Query;
        if (query.IndexOf(Parameter, StringComparison.Ordinal) is >= 0 and var at)
        {
            var first = at + Parameter.Length;
            var end = query.IndexOf('&', first) is >= 0 and var next ? next : query.Length;
            var seconds = int.Parse(query[first..end], CultureInfo.InvariantCulture);
            message.Request.Uri.Query = string.Create(CultureInfo.InvariantCulture, $"{query[..first]}{Math.Max(Math.Ceiling(seconds / speed), LeastOf(seconds))}{query[end..]}");
        }
    }

    private static double LeastOf(int seconds) => seconds == StorageExtensions.VisibilityTimeout.TotalSeconds ? StorageAccount.OperationLimit.TotalSeconds : 0;
}
