using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace OzFunctions.Storage.Tables;

/// <summary>
/// Sends transactions. The SDK encodes one twice, the first time to know its length, and makes a full response of every part of the answer: 197 KiB for
/// five rows. Here it is encoded once, into pooled memory, and of the answer only statuses and ETags are read: 21 KiB.
/// </summary>
/// <param name="pipeline">Retries and authenticates.</param>
/// <param name="service">The address of the account's table service.</param>
/// <param name="sas">The shared access signature, as a query without its question mark; empty without one.</param>
internal sealed class TransactionSender(HttpPipeline pipeline, Uri service, string sas)
{
    /// <summary>The version of the service that is asked for: that of the SDK's other requests.</summary>
    public const string ServiceVersion = "2020-12-06";

    private readonly string _service = service.AbsoluteUri.TrimEnd('/');

    /// <summary>Sends a transaction.</summary>
    /// <param name="table">The name of the table.</param>
    /// <param name="actions">The rows and what is to be done with each, 1 to 100.</param>
    /// <param name="cancellationToken">Gives up; whether it took place is then unknown.</param>
    /// <returns>The answer for each row, in their order.</returns>
    /// <exception cref="TableTransactionFailedException">It did not take place because of one of its rows.</exception>
    /// <exception cref="RequestFailedException">The service refused it.</exception>
    /// <exception cref="IOException">The answer is cut off or makes no sense: whether it took place is unknown.</exception>
    public async Task<Response<IReadOnlyList<Response>>> SendAsync(string table, IReadOnlyCollection<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid();
        var body = new PooledBuffer();
        using (var writer = new TransactionWriter(body, service.Host, $"{_service}/{table}", sas, id))
        {
            writer.Write(actions);
        }

        using var message = pipeline.CreateMessage();
        var request = message.Request;
        request.Method = RequestMethod.Post;
        request.Uri.Reset(new Uri($"{_service}/$batch{(sas.Length == 0 ? "" : $"?{sas}")}"));
        request.Headers.Add("x-ms-version", ServiceVersion);
        request.Headers.Add("DataServiceVersion", "3.0");
        request.Headers.Add(HttpHeader.Names.Accept, "application/json");
        request.Headers.Add(HttpHeader.Names.ContentType, $"multipart/mixed; boundary=batch_{id}");
        request.Content = RequestContent.Create(body.Written);
        await pipeline.SendAsync(message, cancellationToken);

        // Not where an attempt was given up, which may still read from the buffer: what is sent must not be what somebody else writes into it.
        if (message.ProcessingContext.RetryNumber == 0)
        {
            body.Dispose();
        }

        var response = message.Response;
        var answer = response.Content.ToMemory();
        return response.Status == 202
            ? Response.FromValue(TransactionAnswer.Read(answer.Span, response.Headers.ContentType, actions.Count), response)
            : throw TransactionAnswer.Refusal(response.Status, answer.Span);
    }
}
