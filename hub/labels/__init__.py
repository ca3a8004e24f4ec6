"""What is printed: content (values), layout (millimetres), dialects (bytes), and jobs that outlive a crash."""
