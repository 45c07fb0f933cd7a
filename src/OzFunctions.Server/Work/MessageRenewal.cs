using OzFunctions.Core.Work;

namespace OzFunctions.Server.Work;

/// <summary>
/// Keeps a message invisible to other consumers while its work is in progress. Otherwise the work would run twice, and each run would requeue what is left
/// to do: the messages would multiply while storage is slow.
/// </summary>
/// <param name="source">The queue.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log of the consumer.</param>
internal sealed partial class MessageRenewal(IWorkSource source, TimeProvider time, ILogger<WorkConsumer> logger)
{
    /// <summary>Renews a message until its work has ended.</summary>
    /// <param name="message">The message.</param>
    /// <param name="work">Its work. Its exception is thrown.</param>
    /// <returns>The message, with the receipt that can delete it.</returns>
    public async Task<WorkMessage> WhileAsync(WorkMessage message, Task work)
    {
        while (true)
        {
            await work.WaitAsync(source.VisibilityTimeout / 2, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (work.IsCompleted)
            {
                await work;
                return message;
            }

            try
            {
                message = await source.RenewAsync(message, CancellationToken.None);
            }
            catch (Exception e)
            {
                // The work continues whatever the failure is, so keep waiting for it.
                Log.NotRenewed(logger, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Warning, "The message of a long-running work item could not be renewed; it may be handled twice.")]
        public static partial void NotRenewed(ILogger logger, Exception exception);
    }
}
